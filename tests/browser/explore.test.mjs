// What a person asks of a layer that is not there yet: what other values would come to, how it could give another size,
// and what undoes it.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

const network = layers => ({
  "im2cost/document": JSON.stringify({ format: "im2cost/1", name: "way", input: { batch: 1, channels: 64, height: 56, width: 56 }, layers }),
});
const kept = network([
  { name: "down", kind: "conv2d", out_channels: 128, kernel_size: 3, stride: 2, padding: 1 },
  { name: "pool", kind: "max_pool2d", kernel_size: 2 },
]);

/** Opens a panel of the selected row. */
async function open(user, panel) {
  await user.at(panel).locator("> summary").click();
}

for (const language of ["en", "zh"]) {
  test(`a size that is wanted leads to layers that give it, and undo takes one back (${language})`, { language, storage: kept }, async user => {
    await open(user, "way-back");
    await user.type("wanted-size", "１４x14");
    await user.expects("ways", /14×14/);
    const more = user.at("more-ways");
    await more.click();
    await user.at("way-12").waitFor();
    await user.isAccessible();
    for (const way of ["way-1", "way-9"]) {
      await user.at(way).getByTestId("apply-way").click();
      await user.expects("row-1 cell-output_shape", [1, 128, 14, 14]);
      await user.click("undo");
      await user.expects("row-1 cell-output_shape", [1, 128, 28, 28]);
    }
    await user.type("wanted-size", "28");
    const now = user.at("way-back").locator("tr[data-testid^=way-]:not(:has([data-testid=apply-way]))");
    assert.deepEqual(await now.locator("td").allInnerTexts(), ["3×3", "2", "1", "1", "57.8 M", language === "en" ? "as now" : "当前"]);
    await user.type("wanted-size", "28.5");
    await user.expects("wanted-error", /28\.5/);
  });

  test(`a layer is undone by the one below it (${language})`, { language, storage: kept }, async user => {
    await open(user, "way-back");
    await user.click("insert-undo");
    await user.expects("row-2 cell-output_shape", [1, 64, 56, 56]);
    assert.equal(await user.at("row-2 field-output_padding").inputValue(), "1");
    await user.click("undo");
    await user.expects("row-2 cell-output_shape", [1, 128, 14, 14]);
    await user.at("row-2 field-kind").focus();
    await user.expects("undo-layer", language === "en" ? /No layer brings back/ : /没有能还原/);
  });
}

test("a row that is not valid yet is told how to give a size", { storage: network([{ name: "wide", kind: "conv2d", out_channels: 8, kernel_size: 99 }]) }, async user => {
  await open(user, "way-back");
  await user.type("wanted-size", "28");
  await user.at("way-1").getByTestId("apply-way").click();
  await user.expects("row-1 cell-output_shape", [1, 8, 28, 28]);
});

for (const language of ["en", "zh"]) {
  test(`values are looked at before one is taken, and undo takes it back (${language})`, { language, storage: kept }, async user => {
    await open(user, "explore");
    await user.expects("explore-kernel_size seen", "57.8 M" + (language === "en" ? ", " : "，") + "128×28×28");
    await user.isAccessible();
    const kernel = user.at("explore-kernel_size");
    await kernel.locator("[data-at='4']").hover();
    await user.expects("explore-kernel_size seen", /149 M.+128×27×27/);
    await kernel.locator("[data-at='4']").click();
    await user.expects("row-1 cell-output_shape", [1, 128, 27, 27]);
    assert.equal(await user.at("row-1 field-kernel_size").inputValue(), "5");
    await user.click("undo");
    await user.expects("row-1 cell-output_shape", [1, 128, 28, 28]);

    const stride = user.at("explore-stride").getByRole("slider");
    await stride.press("ArrowLeft");
    assert.match(await stride.getAttribute("aria-valuetext"), /^1.*231 M.*128×56×56$/);
    await user.expects("row-1 cell-output_shape", [1, 128, 28, 28]);
    await stride.press("Enter");
    await user.expects("row-1 cell-output_shape", [1, 128, 56, 56]);
    await user.press("End");
    await user.press("Enter");
    assert.equal(await user.at("row-1 field-stride").inputValue(), "8");
  });
}

test("a finger looks at a value first, and a button takes it", { width: 390, height: 844, touch: true, storage: kept }, async user => {
  await open(user, "explore");
  const kernel = user.at("explore-kernel_size");
  await kernel.locator("[data-at='4']").tap();
  await user.expects("explore-kernel_size seen", /149 M.+128×27×27/);
  await user.expects("row-1 cell-output_shape", [1, 128, 28, 28]);
  await user.expects("explore-kernel_size take", "apply 5");
  await kernel.getByTestId("take").tap();
  await user.expects("row-1 cell-output_shape", [1, 128, 27, 27]);
  await kernel.getByTestId("take").waitFor({ state: "detached" });
});

test("the network's input is changed from any of its layers, and what is not valid says why", { storage: kept }, async user => {
  await user.at("row-2 field-kind").focus();
  await open(user, "explore");
  await user.expects("explore", /costs nothing/);
  const padding = user.at("explore-padding").getByRole("slider");
  await padding.press("End");
  await user.expects("explore-padding seen", "not valid");
  assert.match(await padding.getAttribute("aria-valuetext"), /^8: .*half.*kernel/);
  const size = user.at("explore-input_size").getByRole("slider");
  await size.press("End");
  await size.press(" ");
  await user.expects("row-2 cell-output_shape", [1, 128, 28, 28]);
  assert.equal(await user.at("input-width").inputValue(), "112");
});
