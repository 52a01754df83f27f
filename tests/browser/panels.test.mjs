// What a person asks of a layer: which number to believe, what it holds, what it sees, how else it could be computed.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

// A2 of the measured layers: 64 → 128 channels, 3×3, padding 1, with bias, on 56×56.
const LAYER = JSON.stringify({
  format: "im2cost/1",
  name: "one layer",
  input: { batch: 2, channels: 64, height: 56, width: 56 },
  layers: [{ name: "conv", kind: "conv2d", out_channels: 128, kernel_size: 3, padding: 1 }],
});
const kept = { "im2cost/document": LAYER };

/** Opens a panel, if it is not open. */
async function open(user, panel) {
  const details = user.at(panel);
  await details.waitFor();
  if ((await details.getAttribute("open")) === null) await details.locator("> summary").click();
}

/** Opens the page on a network of two layers, the second of which learns after another one. */
const two = JSON.stringify({
  ...JSON.parse(LAYER),
  layers: [...JSON.parse(LAYER).layers, { name: "up", kind: "conv_transpose2d", out_channels: 8, kernel_size: 4, stride: 2, padding: 1 }],
});

for (const language of ["en", "zh"]) {
  test(`every panel is there, and none breaks a rule of accessibility (${language})`, { language, storage: { "im2cost/document": two } }, async user => {
    for (const panel of ["counters", "receptive-field", "memory", "algorithms"]) await open(user, panel);
    await user.at("which-number").fill("924M");
    await user.at("peak-rate").fill("19.5T");
    await user.at("bandwidth").fill("fast");
    await user.isAccessible();
    await user.at("row-2 field-kind").focus();
    await user.isAccessible();
  });
}

test("a number from elsewhere leads to who counts so, and a click counts like that", { storage: kept }, async user => {
  await user.expects("which", /Type a count/);
  await user.at("which-number").fill("many");
  await user.expects("which-error", /“many” is no count/);
  await user.at("which-number").fill("463,224,832");
  await user.expects("which-layer", /torchinfo 1\.8/);
  await user.expects("which-layer", /MACs, with bias/);
  await user.at("which-layer").getByRole("button").first().click();
  await user.expects("convention", /MACs, with bias/);
  await user.expects("row-1 cell-cost", 463224832n);
  await user.at("which-number").fill("7");
  await user.expects("which-layer", /No tool and no convention/);
});

test("a tool's number stands beside ours, with its formula", { storage: kept }, async user => {
  await user.expects("counter-thop", 462422016n);
  await user.expects("counter-thop", /= ours/);
  await user.expects("counter-torchinfo", 463224832n);
  await user.expects("counter-torchinfo", /0\.2 % more than our 462.422.016/);
  await user.expects("counter-FlopCounterMode", /= ours/);
  await user.expects("counter-FlopCounterMode_backward", /= ours/);
  assert.match(await user.at("counter-torchinfo").locator(".sum").getAttribute("aria-label"), /\+ N·C_out·H_out·W_out$/);
  // Under the tool's own convention the two agree, and those that leave out the bias differ.
  await user.click("convention");
  await user.at("counting-bias").check();
  await user.expects("counter-torchinfo", /= ours/);
  await user.expects("counter-thop", /0\.2 % less than our 463.224.832/);
});

test("a tool's number for the network is taken apart into the formulas that it sums", { storage: { "im2cost/document": two } }, async user => {
  await user.at("counters").getByRole("button", { name: "the network" }).click();
  const summed = user.at("counter-ultralytics_thop summed-ultralytics_thop");
  await summed.locator("summary").click();
  const lines = summed.locator("ul:not(.legend) > li");
  assert.match(await lines.first().innerText(), /1 layer/);
  const values = await summed.locator("data").evaluateAll(data => data.map(({ value }) => BigInt(value)));
  assert.equal(values.length, 2);
  const printed = await user.at("counter-ultralytics_thop").locator("dd").first().locator("data").getAttribute("value");
  assert.equal(values[0] + values[1], BigInt(printed));
  await user.isAccessible();
});

test("a convention is chosen by its name, and the axes follow", { storage: kept }, async user => {
  await user.click("convention");
  assert(await user.at("counting-preset-torchvision").isChecked());
  await user.at("counting-preset-deepspeed").check();
  assert(await user.at("counting-bias").isChecked());
  assert(await user.at("counting-unit-2macs").isChecked());
  await user.expects("total-cost", 2n * 462422016n + 802816n);
  await user.at("counting-padding").uncheck();
  await user.expects("counting-own", /combination/);
  assert.equal(await user.page.locator("[name=counting-preset]:checked").count(), 0);
});

test("memory is in the bytes that the reader chooses, for the row and the network, also after a reload", { storage: { "im2cost/document": two } }, async user => {
  await open(user, "memory");
  await user.expects("memory-row memory-columns", 4n * 1806336n);
  await user.expects("memory-row training-input_grad", /nothing before learns/);
  await user.choose("data-type", "float16");
  await user.expects("memory-row memory-columns", 2n * 1806336n);
  await user.at("peak-rate").fill("fast");
  await user.expects("machine-error", /“fast” is no peak/);
  await user.at("peak-rate").fill("19.5T");
  await user.at("bandwidth").fill("900 GB/s");
  await user.expects("roofline", /At least .* limited by computing/);
  await user.at("row-2 field-kind").focus();
  await user.expects("memory-row training-input_grad", /\d/);
  await user.expects("roofline", /At least/);
  await user.click("peak-row");
  await user.reload();
  await open(user, "memory");
  assert.equal(await user.at("peak-rate").inputValue(), "19.5T");
  await user.expects("memory-row memory-columns", 2n * 1806336n);
});

test("the receptive field is told and drawn", { storage: { "im2cost/document": two } }, async user => {
  await open(user, "receptive-field");
  await user.expects("field-size", "3×3");
  await user.at("row-2 field-kind").focus();
  await user.expects("field-size", "4×4");
  assert.equal(await user.at("field-of-view").locator("rect").count(), 2);
});

test("other algorithms are compared, and say where they do not apply", { storage: { "im2cost/document": two } }, async user => {
  await open(user, "algorithms");
  await user.expects("algorithm-im2col_gemm multiplications", 462422016n);
  // 28·28 tiles of 16 products, of 2 images.
  await user.expects("algorithm-winograd_2 multiplications", 2n * 784n * 128n * 64n * 16n);
  await user.expects("algorithm-sub_pixel", /transposed convolutions only/);
  await user.at("row-2 field-kind").focus();
  await user.expects("algorithm-winograd_2", /For convolutions only/);
  await user.expects("algorithm-sub_pixel multiplications", /M/);
});
