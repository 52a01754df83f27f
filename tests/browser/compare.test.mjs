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

test("blocks, kinds, passes and ledger show their change against the baseline", async user => {
  for (const [row, name] of [["row-1", "body.a"], ["row-2", "body.b"]]) await user.type(`${row} field-name`, name);
  await user.click("keep-baseline");
  await user.type("row-1 field-out_channels", "128");
  const change = place => user.at(place).locator(".change");
  await change("pass-forward").waitFor();
  for (const pass of ["forward", "input_grad", "weight_grad"]) assert.match(await change(`pass-${pass}`).innerText(), /^▲ 100 %$/);
  assert.match(await change("ledger-multiplications").getAttribute("title"), /^118.013.952 more than the baseline's 118.013.952$/);
  await user.at("ledger-col2im_adds").waitFor();
  assert.equal(await change("ledger-col2im_adds").count(), 0);
  await user.click("by-kind");
  const kind = user.page.locator("#by-kind tr[data-variety='convolution']");
  await kind.locator(".change").first().waitFor();
  assert.match((await kind.locator(".change").allInnerTexts()).join(), /^▲ 100 %,▲ 100 %$/);
  assert.equal(await user.page.locator("#by-kind tr[data-variety='transposed convolution'] .change").count(), 0);
  await user.isAccessible();
  await user.press("Escape");
  await user.click("blocks");
  await change("group").first().waitFor();
  assert.equal(await change("group").count(), 2);
  await user.isAccessible();
});

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
