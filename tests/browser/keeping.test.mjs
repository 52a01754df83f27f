// Nothing is lost: reload, links, two tabs, and storage that is blocked or full.
import assert from "node:assert/strict";
import { User, test } from "./harness.mjs";

const settled = user => user.page.waitForTimeout(600);

test("reload restores the network, invalid text included", async user => {
  await user.type("row-1 field-stride", "２x");
  await user.type("name", "Mine");
  await user.type("row-3 field-out_channels", "48");
  await user.press("Tab");
  await user.reload();
  assert.equal(await user.at("row-1 field-stride").inputValue(), "２x");
  assert.equal(await user.at("name").inputValue(), "Mine");
  assert.equal(await user.at("row-3 field-out_channels").inputValue(), "48");
  await user.expects("row-1 cell-error", /\S/);
});

test("a link opens its network, and undo brings back the one that was there", async user => {
  await user.type("name", "The one before");
  await user.click("row-2 delete-row");
  await settled(user);
  await user.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await user.click("share");
  await user.expects("notice", /copied/);
  const link = await user.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#1[\w-]+$/);
  await user.click("new");
  await settled(user);
  await user.page.goto("about:blank");
  await user.page.goto(link);
  await user.started();
  assert.equal(await user.at("name").inputValue(), "The one before");
  assert.equal(await user.at("row-3").count(), 1);
  await user.click("undo");
  assert.equal(await user.at("row-1").count(), 0);
});

test("a damaged link says so, and the last network opens", { hash: "#1notalink" }, async user => {
  await user.expects("notice", /link/i);
  await user.expects("total-macs", 644_661_248n);
});

test("two tabs do not overwrite each other silently", async user => {
  const page = await user.page.context().newPage();
  const other = new User(page, []);
  await page.goto(user.page.url());
  await other.started();
  await other.type("name", "From the other tab");
  await user.expects("notice", /other tab|another tab/i);
  assert.equal(await user.at("name").inputValue(), "Four kinds of convolution");
  await user.at("notice").getByRole("button", { name: /show the other/i }).click();
  assert.equal(await user.at("name").inputValue(), "From the other tab");
  await user.click("undo");
  assert.equal(await user.at("name").inputValue(), "Four kinds of convolution");
});

const blocked = page =>
  page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } }));
const full = page =>
  page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; });

for (const [how, prepare] of [["blocked", blocked], ["full", full]]) {
  test(`with storage ${how} the page works, and says that it keeps nothing`, { prepare }, async user => {
    await user.type("row-1 field-stride", "4");
    await user.expects("row-1 cell-output_shape", [1, 64, 56, 56]);
    await user.expects("notice", /keep|kept/);
    await user.at("notice").getByRole("button").click();
    await user.type("row-1 field-stride", "1");
    await user.expects("row-1 cell-output_shape", [1, 64, 224, 224]);
  });
}

test("what is typed last is kept, however soon the page is left", async user => {
  await user.type("name", "In a hurry");
  await user.page.goto("about:blank");
  await user.page.goBack();
  await user.started();
  assert.equal(await user.at("name").inputValue(), "In a hurry");
});
