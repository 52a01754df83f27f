// What a person does in the table: types, is told what is wrong, repairs, adds, deletes, undoes.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

test("the page opens on one layer of each of the four kinds", async user => {
  assert.equal(await user.value("total-macs"), 644_661_248n);
  assert.deepEqual(await user.shape("row-1 cell-output_shape"), [1, 64, 112, 112]);
  assert.equal(await user.value("row-1 cell-cost"), 118_013_952n);
  assert.equal(await user.see("row-1 cell-cost"), "118 M");
  assert.equal(await user.at("row-4 field-kind").inputValue(), "conv_transpose2d");
});

test("typing a stride recomputes the row and the rows below", async user => {
  await user.type("row-1 field-stride", "4");
  await user.expects("row-1 cell-output_shape", [1, 64, 56, 56]);
  await user.expects("row-2 cell-output_shape", [1, 128, 28, 28]);
  assert.equal(await user.value("row-1 cell-cost"), 29_503_488n);
});

test("a kernel is typed as 3, 3x5, 3×5, 3,5 or with full-width digits", async user => {
  for (const [typed, height, width] of [["3", 114, 114], ["3x5", 114, 113], ["3×5", 114, 113], ["3,5", 114, 113], ["３×５", 114, 113]]) {
    await user.type("row-1 field-kernel_size", typed);
    await user.expects("row-1 cell-output_shape", [1, 64, height, width]);
    assert.equal(await user.at("row-1 field-kernel_size").inputValue(), typed);
  }
  await user.press("Tab");
  assert.equal(await user.at("row-1 field-kernel_size").inputValue(), "3×5");
});

test("a groups that does not divide says so and offers repairs", async user => {
  await user.type("row-2 field-groups", "5");
  await user.expects("row-2 cell-error", /5 groups do not divide/);
  assert.equal(await user.at("row-2 field-groups").getAttribute("aria-invalid"), "true");
  assert.equal(await user.at("row-2 field-groups").inputValue(), "5");
  await user.expects("row-3 cell-error", "waiting for row 2");
  await user.expects("partial", /row 2/);
  await user.at("row-2 cell-error").getByRole("button", { name: "4 groups" }).click();
  await user.expects("row-2 cell-cost", 57_802_752n);
  assert.equal(await user.at("row-2 cell-error").count(), 0);
});

test("what is typed stays as it is, however wrong", async user => {
  for (const typed of ["", "0", "-3", "1.5", "1e999", "9".repeat(40), "seven"]) {
    await user.type("row-1 field-out_channels", typed);
    assert.equal(await user.at("row-1 field-out_channels").inputValue(), typed);
    await user.expects("row-1 cell-error", /\S/);
    await user.expects("row-2 cell-error", "waiting for row 1");
  }
  await user.type("row-1 field-out_channels", "32");
  await user.expects("row-1 cell-output_shape", [1, 32, 112, 112]);
});

test("channels follow what flows in until they are typed", async user => {
  assert.equal(await user.at("row-2 field-in_channels").getAttribute("placeholder"), "64");
  await user.type("row-1 field-out_channels", "96");
  await user.expects("row-2 cell-output_shape", [1, 128, 56, 56]);
  assert.equal(await user.at("row-2 field-in_channels").getAttribute("placeholder"), "96");
  await user.type("row-2 field-in_channels", "64");
  await user.expects("row-2 cell-error", /64[^]*96/);
  await user.at("row-2 cell-error").getByRole("button").first().click();
  await user.expects("row-2 cell-output_shape", [1, 128, 56, 56]);
});

test("the input's shape flows through the network", async user => {
  await user.type("input-height", "64");
  await user.expects("row-1 cell-output_shape", [1, 64, 32, 112]);
  await user.type("input-batch", "2");
  await user.expects("row-1 cell-output_shape", [2, 64, 32, 112]);
  await user.type("input-channels", "none");
  await user.expects("input-error", /\S/);
  await user.expects("row-1 cell-error", /\S/);
});

test("adding a layer, choosing its kind and deleting it", async user => {
  await user.click("add-row");
  await user.expects("row-5 cell-output_shape", [1, 64, 224, 224]);
  await user.choose("row-5 field-kind", "max_pool2d");
  await user.expects("row-5 cell-output_shape", [1, 32, 112, 112]);
  await user.choose("row-5 field-kind", "linear");
  await user.type("row-5 field-out_features", "7");
  await user.expects("row-5 cell-output_shape", [1, 7, 224, 224]);
  await user.click("row-5 delete-row");
  await user.at("row-5").waitFor({ state: "detached" });
});

test("a grouped or depthwise layer is a convolution with groups", async user => {
  await user.choose("row-1 field-kind", "depthwise");
  await user.expects("row-1 cell-output_shape", [1, 3, 112, 112]);
  assert.equal(await user.at("row-1 field-kind").inputValue(), "conv2d");
  assert.equal(await user.at("row-1 field-groups").inputValue(), "3");
  await user.choose("row-1 field-kind", "plain");
  assert.equal(await user.at("row-1 field-groups").inputValue(), "1");
  await user.press("Control+z");
  assert.equal(await user.at("row-1 field-kind").locator("option:checked").innerText(), "depthwise conv.");
});

test("undo takes back a whole number, not a digit, and redo brings it again", async user => {
  await user.type("row-1 field-out_channels", "128");
  await user.expects("row-1 cell-output_shape", [1, 128, 112, 112]);
  await user.press("Control+z");
  await user.expects("row-1 cell-output_shape", [1, 64, 112, 112]);
  assert.equal(await user.at("row-1 field-out_channels").inputValue(), "64");
  await user.press("Control+y");
  await user.expects("row-1 cell-output_shape", [1, 128, 112, 112]);
  await user.click("undo");
  await user.expects("row-1 cell-output_shape", [1, 64, 112, 112]);
  assert.equal(await user.at("undo").isDisabled(), true);
});

test("the three passes of the selected layer, each with its cost and ledger", async user => {
  await user.at("row-3 field-name").click();
  assert.equal(await user.value("pass-forward"), 411_041_792n);
  assert.equal(await user.value("ledger ledger-multiplications"), 411_041_792n);
  await user.click("pass-weight_grad");
  assert.equal(await user.at("pass-weight_grad").getAttribute("aria-selected"), "true");
  await user.press("ArrowLeft");
  assert.equal(await user.at("pass-input_grad").getAttribute("aria-selected"), "true");
});

test("selecting all means the rows, wherever in the table one clicked", { language: "zh" }, async user => {
  const places = ["row-2 cell-output_shape", "row-2 cell-cost", "input-row"];
  const beside = user.page.locator(".heads .output");
  for (const place of [...places.map(place => user.at(place)), beside]) {
    await user.at("row-1 field-name").click();
    const { x, y, width, height } = await place.boundingBox();
    await user.page.mouse.click(x + width - 4, y + height / 2);
    await user.press("Control+a");
    await user.expects("selected", /4/);
    assert.equal(await user.page.evaluate(() => getSelection().toString()), "");
  }
});

test("another network is shown whole, whatever of the last one was hidden", async user => {
  await user.click("examples");
  await user.click("example-resnet18");
  await user.click("blocks");
  await user.at("row-20").waitFor({ state: "detached" });
  await user.type("find", "layer1");
  await user.click("examples");
  await user.click("example-resnet34");
  await user.at("row-60").waitFor();
  assert.equal(await user.at("find").inputValue(), "");
});

test("what is said of a row is said of what it is now", async user => {
  await user.at("row-3 field-name").hover();
  await user.at("row-3 field-kind").focus();
  await user.at("row-3 field-name").focus();
  await user.expects("hint", /^up ·/);
  await user.type("row-3 field-name", "down");
  await user.expects("hint", /^down ·/);
});

for (const width of [1366, 1440]) {
  test(`large numbers are whole in their columns (${width})`, { width }, async user => {
    await user.type("input-channels", "4096");
    for (const side of ["height", "width"]) await user.type(`input-${side}`, "1024");
    await user.type("row-1 field-stride", "1");
    await user.type("row-1 field-out_channels", "2048");
    await user.type("row-1 field-groups", "1024");
    await user.press("Tab");
    await user.expects("row-1 cell-output_shape", [1, 2048, 1024, 1024]);
    const cut = element => element.evaluate(element => element.scrollWidth > element.clientWidth);
    for (const field of ["in_channels", "out_channels", "groups"]) {
      assert.equal(await cut(user.at(`row-1 field-${field}`)), false, field);
    }
    assert.equal(await cut(user.at("row-1 cell-output_shape").locator("data")), false);
    assert.equal(await cut(user.page.locator(".scroll")), false);
  });
}
