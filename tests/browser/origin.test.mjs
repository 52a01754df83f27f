// What a person asks of a number: where it comes from, what it adds up, and its exact value to take along.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

const convention = counting => ({
  "im2cost/document": JSON.stringify({
    format: "im2cost/1",
    input: { channels: 3, height: 32, width: 32 },
    layers: [
      { name: "stem", kind: "conv2d", out_channels: 8, kernel_size: 3, padding: 1 },
      { name: "body.0", kind: "max_pool2d", kernel_size: 2 },
      { name: "body.1", kind: "conv2d", out_channels: 16, kernel_size: 3 },
      { name: "head", kind: "linear", out_features: 10 },
    ],
    ...counting,
  }),
});

/** The line of the formula that is marked, once it is in view. */
async function marked(user) {
  const line = user.page.locator(".formula .traced").first();
  await line.waitFor();
  await user.page.waitForFunction(() => {
    const [line, frame] = [".formula .traced", ".inspector"].map(name => document.querySelector(name).getBoundingClientRect());
    const [top, bottom] = [Math.max(frame.top, 0), Math.min(frame.bottom, innerHeight)];
    return line.top >= top - 1 && line.bottom <= bottom + 1;
  });
  return line.locator(".hint").innerText();
}

test("a number of a row, clicked, leads to its line in the formula", async user => {
  await user.at("row-3 cell-cost").locator("data").click();
  assert.equal(await marked(user), "cost, as it is counted");
  assert.equal(await user.page.locator(".formula .traced data").getAttribute("value"), await user.data("row-3 cell-cost"));
  assert.match(await user.at("row-3").getAttribute("class"), /head/);
  await user.at("row-2 cell-params").locator("data").click();
  assert.equal(await marked(user), "parameters");
  await user.at("row-2 cell-output_shape").locator("data").click();
  assert.equal(await marked(user), "output height");
  assert.equal(await user.page.locator(".formula .traced").count(), 2);
});

test("every number of the ledger and of the passes leads to a line with the same number", async user => {
  await user.click("pass-weight_grad");
  for (const entry of await user.at("ledger").locator("[data-origin]").all()) {
    const value = await entry.locator("data").getAttribute("value");
    await entry.click();
    await marked(user);
    assert.equal(await user.page.locator(".formula .traced data").getAttribute("value"), value);
  }
  await user.at("pass-input_grad").locator("data").click();
  assert.equal(await marked(user), "cost, as it is counted");
  assert.equal(await user.at("pass-input_grad").getAttribute("aria-selected"), "true");
  // A pass itself is shown without its formula.
  await user.at("pass-forward").click({ position: { x: 8, y: 8 } });
  await user.page.locator(".formula .traced").waitFor({ state: "detached" });
});

test("with the keyboard alone, arrows reach the numbers of a row and Enter leads to the formula", async user => {
  await user.at("row-2 field-bias").focus();
  for (const cell of ["output_shape", "params", "cost"]) {
    await user.press("ArrowRight");
    assert(await user.at(`row-2 cell-${cell}`).evaluate(cell => cell === document.activeElement));
  }
  await user.press("Enter");
  assert.equal(await marked(user), "cost, as it is counted");
  await user.expects("announcer", /^cost, as it is counted: .* = 57.802.752/);
  await user.press("ArrowDown");
  assert(await user.at("row-3 cell-cost").evaluate(cell => cell === document.activeElement));
  await user.press("ArrowLeft");
  await user.press("Enter");
  assert.equal(await marked(user), "parameters");
  await user.press("ArrowLeft");
  await user.press("ArrowLeft");
  assert(await user.at("row-3 field-bias").evaluate(field => field === document.activeElement));
});

test("a total says which rows it adds up, and each leads on to its formula", async user => {
  await user.at("total-macs").getByRole("button").focus();
  await user.press("Enter");
  await user.expects("sum", 644_661_248n);
  const adds = await user.at("sum-of").locator("tbody data").evaluateAll(all => all.map(data => BigInt(data.value).toString()));
  assert.deepEqual(adds, ["411041792", "118013952", "57802752", "57802752"]);
  await user.at("sum-of").getByRole("button").first().click();
  assert.equal(await marked(user), "cost, as it is counted");
  assert.match(await user.at("row-3").getAttribute("class"), /head/);
  assert.equal(await user.at("sum-of").isVisible(), false);
});

test("a layer without a product shows what it does, and a vector's shape the sentence", { storage: convention({ counting: { elementwise: true } }) }, async user => {
  await user.at("row-2 cell-cost").locator("data").click();
  await user.page.locator(".ledger.traced").waitFor();
  await user.at("row-2 cell-output_shape").locator("data").click();
  await user.page.locator(".sentence.traced").waitFor();
  await user.at("by-kind").click();
  await user.page.locator(".totals").first().getByRole("button").nth(1).click();
  assert.equal(await user.at("sum-of").locator("tbody tr").count(), 2);
});

test("the ledger marks the entries that the convention adds up", { storage: convention({ counting: { unit: "2macs", bias: true } }) }, async user => {
  const marks = () => user.at("ledger").locator("div:has(.counted)").evaluateAll(all => all.map(entry => entry.dataset.testid));
  assert.deepEqual(await marks(), ["ledger-multiplications", "ledger-bias_adds"]);
  await user.expects("ledger-multiplications", /counted twice/);
  await user.click("convention");
  await user.at("counting-unit-flops").check();
  await user.press("Escape");
  await user.expects("ledger-gemm_adds", /counted/);
  assert.deepEqual(await marks(), ["ledger-multiplications", "ledger-gemm_adds", "ledger-col2im_adds", "ledger-bias_adds"]);
});

test("a copied number is the exact one: with the focus on it, and in text that is selected", async user => {
  await user.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => user.page.evaluate(() => navigator.clipboard.readText());
  await user.at("row-1 cell-cost").locator("data").click();
  await user.press("ControlOrMeta+c");
  assert.equal(await copied(), "118013952");
  await user.expects("announcer", "Copied 118013952.");
  await user.at("total-macs").getByRole("button").focus();
  await user.press("ControlOrMeta+c");
  assert.equal(await copied(), "644661248");
  await user.at("ledger-multiplications").evaluate(entry => {
    document.activeElement.blur();
    getSelection().selectAllChildren(entry.parentElement);
  });
  await user.press("ControlOrMeta+c");
  assert.match(await copied(), /^multiplications[^]*118013952[^]*9472/);
  // A row is copied as a row, as before.
  await user.at("row-1 field-name").focus();
  await user.page.evaluate(() => getSelection().removeAllRanges());
  await user.at("row-1 field-name").press("End");
  await user.press("ControlOrMeta+c");
  await user.page.waitForFunction(async () => /^conv\tconv2d\t64/m.test(await navigator.clipboard.readText()));
});

test("arrow keys go through the shares of the bar, and each is named", async user => {
  await user.at("share-bar").focus();
  await user.press("Home");
  const chosen = () => user.at("share-bar").locator("[aria-selected=true]").getAttribute("aria-label");
  assert.equal(await chosen(), "row 1, “conv”: 18.3 %");
  await user.press("ArrowRight");
  await user.page.waitForFunction(() => document.querySelector("[data-testid=row-2]").classList.contains("head"));
  assert.match(await chosen(), /^row 2/);
  assert.equal(await user.at("share-bar").getAttribute("aria-activedescendant"), await user.at("share-bar").locator("[aria-selected=true]").getAttribute("id"));
  await user.press("End");
  await user.page.waitForFunction(() => document.querySelector("[data-testid=row-4]").classList.contains("head"));
  await user.isAccessible();
});

test("what is pointed at or has the focus is explained at the foot, and nothing moves", async user => {
  const place = () => user.page.locator(".work").boundingBox();
  const before = await place();
  await user.expects("hint", /Nothing leaves your machine/);
  await user.page.getByRole("columnheader", { name: "output", exact: true }).hover();
  await user.expects("hint", /^What flows out, without the batch/);
  await user.at("row-3 field-padding").hover();
  await user.expects("hint", /cropped off each side of the output/);
  await user.at("input-batch").focus();
  await user.expects("hint", /^N: how many images/);
  await user.at("row-1 cell-cost").locator("data").hover();
  await user.expects("hint", /^118.013.952: .*Counted in MACs\.$/);
  await user.at("memory").locator("summary").hover();
  await user.expects("hint", /a training step/);
  await user.at("formula").locator(".hue-in").first().hover();
  await user.expects("hint", /^C_in: channels of the input/);
  assert.deepEqual(await place(), before);
  // Typing leaves it as it is.
  await user.type("row-2 field-groups", "2");
  await user.expects("hint", /^Splits the channels into groups/);
});

test("on a phone, a tap on a field's label explains it over the end of the window", { language: "zh", width: 390, height: 844 }, async user => {
  const cell = user.at("row-1").locator(".cell.stride");
  await cell.scrollIntoViewIfNeeded();
  const box = await cell.boundingBox();
  await user.page.mouse.click(box.x + 6, box.y + 6);
  await user.expects("hint", "卷积核每次移动的距离；步幅 2 使尺寸减半。");
  const hint = await user.at("hint").boundingBox();
  assert(hint.y + hint.height <= 844 + 1 && hint.y > 600, JSON.stringify(hint));
});
