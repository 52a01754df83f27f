// Nothing is lost: reload, links, two tabs, and storage that is blocked or full.
import assert from "node:assert/strict";
import { User, test } from "./harness.mjs";
import { handLike, withEitherHand } from "./hands.mjs";

const settled = user => user.page.waitForTimeout(600);

withEitherHand("reload restores the network, in the middle of a wrong value", async (user, hand) => {
  const stride = () => user.at("row-1 field-stride").inputValue();
  await hand.type("name", "Mine");
  await hand.type("row-3 field-out_channels", "48");
  await user.page.waitForFunction(() => location.hash !== "");
  await hand.type("row-1 field-stride", "２x");
  await user.expects("row-1 cell-error", /２x/);
  // At once, while the address still holds what was typed before.
  await user.reload();
  assert.equal(await stride(), "２x");
  assert.equal(await user.at("row-1 field-stride").getAttribute("aria-invalid"), "true");
  await user.expects("row-1 cell-error", /２x/);
  await user.expects("row-2 cell-error", "waiting for row 1");
  assert.equal(await user.at("name").inputValue(), "Mine");
  assert.equal(await user.at("row-3 field-out_channels").inputValue(), "48");

  // Undo begins here, and goes back to what was typed, right or wrong.
  assert.equal(await user.at("undo").isDisabled(), true);
  await hand.type("row-1 field-stride", "4");
  await user.expects("row-1 cell-output_shape", [1, 64, 56, 56]);
  await hand.undo();
  await user.expects("row-1 cell-error", /２x/);
  assert.equal(await stride(), "２x");
  assert.equal(await user.at("undo").isDisabled(), true);
  await hand.redo();
  await user.expects("row-1 cell-output_shape", [1, 64, 56, 56]);
  assert.equal(await stride(), "4");
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

withEitherHand("two tabs do not overwrite each other silently", async (user, hand) => {
  const name = user => user.at("name").inputValue();
  const page = await user.page.context().newPage();
  const other = new User(page, user.problems);
  await page.goto(user.page.url());
  await other.started();
  await handLike(hand, other).type("name", "From the other tab");
  await user.page.bringToFront();
  await user.expects("notice", /another tab/i);
  assert.equal(await name(user), "Four kinds of convolution");

  // Whoever goes on here is heard there, where nothing changes either.
  await hand.type("row-1 field-stride", "4");
  await other.expects("notice", /another tab/i);
  assert.equal(await name(other), "From the other tab");
  assert.equal(await other.at("row-1 field-stride").inputValue(), "2");

  await hand.press(user.at("notice").getByRole("button", { name: /show the other/i }));
  assert.equal(await name(user), "From the other tab");
  await hand.undo();
  assert.equal(await name(user), "Four kinds of convolution");
  assert.equal(await user.at("row-1 field-stride").inputValue(), "4");
});

const blocked = page =>
  page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } }));
const full = page =>
  page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; });

for (const [how, prepare] of [["blocked", blocked], ["full", full]]) {
  withEitherHand(`with storage ${how} the page works, and says that it keeps nothing`, { prepare }, async (user, hand) => {
    await hand.type("row-1 field-stride", "4");
    await user.expects("row-1 cell-output_shape", [1, 64, 56, 56]);
    await user.expects("notice", /keep|kept/);
    await hand.press(user.at("notice").getByRole("button"));
    await user.at("notice").getByRole("button").waitFor({ state: "detached" });
    await hand.type("row-1 field-stride", "1");
    await user.expects("row-1 cell-output_shape", [1, 64, 224, 224]);
    await hand.undo();
    await user.expects("row-1 cell-output_shape", [1, 64, 56, 56]);
    await hand.choose("language", "zh");
    await user.expects("add-row", /添加/);
  });
}

test("what is typed last is kept, however soon the page is left", async user => {
  await user.type("name", "In a hurry");
  await user.page.goto("about:blank");
  await user.page.goBack();
  await user.started();
  assert.equal(await user.at("name").inputValue(), "In a hurry");
});
