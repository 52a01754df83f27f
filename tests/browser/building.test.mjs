// Building a network from nothing, with the mouse and with the keyboard alone.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";
import { withEitherHand } from "./hands.mjs";

// LeNet-5 as it was published, on 32×32 pixels: what is chosen and typed for each layer, in the order of its fields.
const conv = (name, out_channels, more = {}) => [name, "conv2d", { out_channels, kernel_size: "5", ...more, padding: "0" }];
const tanh = name => [name, "activation", { function: "tanh" }];
const pool = name => [name, "avg_pool2d", { kernel_size: "2", padding: "0" }];
const linear = (name, out_features) => [name, "linear", { out_features }];
const LENET = [
  conv("C1", "6", { stride: "1", dilation: "1", groups: "1" }),
  tanh("C1.tanh"),
  pool("S2"),
  tanh("S2.tanh"),
  conv("C3", "16"),
  tanh("C3.tanh"),
  pool("S4"),
  tanh("S4.tanh"),
  conv("C5", "120"),
  tanh("C5.tanh"),
  ["flatten", "flatten", {}],
  linear("F6", "84"),
  tanh("F6.tanh"),
  linear("output", "10"),
];

// Each output value takes a multiplication for each value that its kernel covers.
const MACS = 6 * 28 * 28 * (1 * 5 * 5) + 16 * 10 * 10 * (6 * 5 * 5) + 120 * (16 * 5 * 5) + 84 * 120 + 10 * 84;
const PARAMETERS = 61_706;

withEitherHand("LeNet-5 is built from nothing", async (user, hand) => {
  await hand.press("new");
  await hand.type("name", "By hand");
  for (const [extent, value] of [["batch", 1], ["channels", 1], ["height", 32], ["width", 32]]) {
    await hand.type(`input-${extent}`, `${value}`);
  }
  for (const [at, [name, kind, fields]] of LENET.entries()) {
    const row = `row-${at + 1}`;
    await hand.press("add-row");
    await hand.type(`${row} field-name`, name);
    if (kind !== "conv2d") await hand.choose(`${row} field-kind`, kind);
    for (const [key, value] of Object.entries(fields)) {
      if (key === "function") await hand.choose(`${row} field-${key}`, value);
      else await hand.type(`${row} field-${key}`, value);
    }
  }
  assert.equal(MACS, 416_520);
  await user.expects("total-macs", BigInt(MACS));
  await user.expects("total-params", BigInt(PARAMETERS));
  await user.expects("row-9 cell-output_shape", [1, 120, 1, 1]);
  await user.expects("row-14 cell-output_shape", [1, 10]);
  assert.equal(await user.at("row-5 field-in_channels").getAttribute("placeholder"), "6");

  // Without bias it learns less, and computes as much.
  await hand.tick("row-1 field-bias");
  await user.expects("total-params", BigInt(PARAMETERS - 6));
  await user.expects("total-macs", BigInt(MACS));
  await hand.undo();
  await user.expects("total-params", BigInt(PARAMETERS));

  // The one of the page is the same network.
  const built = await layers(user);
  await hand.press("examples");
  await hand.press("example-lenet5");
  await user.page.waitForFunction(() => document.querySelector("[data-testid=name]").value === "LeNet-5");
  await user.expects("total-params", BigInt(PARAMETERS));
  await user.expects("total-macs", BigInt(MACS));
  assert.deepEqual(built, await layers(user));
  await hand.undo();
  assert.equal(await user.at("name").inputValue(), "By hand");
});

/** What each row of the table shows. */
function layers(user) {
  return user.page.locator("[data-row][role=row]").evaluateAll(rows =>
    rows.map(row => {
      const fields = [...row.querySelectorAll("[data-field]")].map(field => `${field.dataset.field} ${field.value} ${field.checked ?? ""}`);
      return [...fields, ...[...row.querySelectorAll("data")].map(count => count.value)];
    }),
  );
}

test("a linear layer on an image takes all pixels together once a flatten row is above it", async user => {
  await user.click("add-row");
  await user.choose("row-5 field-kind", "linear");
  await user.expects("row-5 cell-output_shape", [1, 10, 224, 224]);
  await user.click("flatten-above");
  await user.expects("row-5 cell-output_shape", [1, 32 * 224 * 224]);
  await user.expects("row-6 cell-output_shape", [1, 10]);
  await user.at("row-6 field-name").click();
  assert.equal(await user.at("flatten-above").count(), 0);
  await user.click("undo");
  await user.expects("row-5 cell-output_shape", [1, 10, 224, 224]);
});
