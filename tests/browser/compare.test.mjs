// What a person does to compare: keeps the network as it is, changes it, reads what changed, drops the baseline.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

for (const [language, more, rowWords] of [["en", /▲ .* more \(\d/, /more than the baseline/], ["zh", /▲ 增加 .*（/, /比基线的/]]) {
  test(`every change against the baseline is shown, and no row moves (${language})`, { language }, async user => {
    const box = () => user.at("row-2").boundingBox();
    const { y: before, height } = await box();
    await user.click("keep-baseline");
    await user.at("drop-baseline").waitFor();
    assert.equal(await user.page.locator(".change").count(), 0);
    const top = (await box()).y;
    await user.type("row-1 field-out_channels", "128");
    await user.expects("total-macs", more);
    const row = user.at("row-1 cell-params").locator(".change");
    assert.match(await row.getAttribute("title"), rowWords);
    assert.match(await row.innerText(), /^▲ 100 %$/);
    assert.equal(await user.at("row-4 cell-cost").locator(".change").count(), 0);
    const { y, height: now } = await box();
    assert.equal(now, height);
    assert.ok(y - top <= 16 && before <= top, "only the totals may grow by a line");
    await user.isAccessible();
    await user.reload();
    await user.expects("total-macs", more);
    await user.click("drop-baseline");
    await user.page.locator(".change").first().waitFor({ state: "detached" });
    await user.click("undo");
    await user.expects("total-macs", more);
  });
}

test("the repair that changes least comes first, by keyboard alone", async user => {
  await user.type("input-height", "2");
  await user.type("input-width", "2");
  await user.type("row-1 field-padding", "0");
  const repairs = user.at("row-1 cell-error").getByRole("button");
  await repairs.first().waitFor();
  const labels = await repairs.allInnerTexts();
  assert.ok(labels.some(label => label.startsWith("padding 3")), labels.join());
  await repairs.first().focus();
  await user.press("Enter");
  await user.at("row-1 cell-error").waitFor({ state: "detached" });
  await user.press("Control+z");
  await user.at("row-1 cell-error").waitFor();
});
