// Repairing what is wrong, with the mouse and with the keyboard alone: each rule is broken by what a person types, said
// in a sentence, and mended by the repair that is offered first.
import assert from "node:assert/strict";
import { withEitherHand } from "./hands.mjs";

const conv = more => ({ kind: "conv2d", out_channels: 8, kernel_size: 3, ...more });
const up = more => ({ kind: "conv_transpose2d", out_channels: 8, kernel_size: 2, ...more });
const pool = more => ({ kind: "max_pool2d", kernel_size: 2, ...more });
const upsample = { kind: "upsample", scale_factor: 2 };

// A layer that is valid on 12 channels of 16×16, the field that is typed in, what is typed, and how the sentence begins
// to say what is wrong.
const VALUES = [
  [conv(), "out_channels", "", /out_channels|output channels/],
  [conv(), "kernel_size", "3 px", /“3 px”/],
  [conv(), "stride", "0", /0/],
  [conv(), "dilation", "99999999999", /99999999999|limit/],
  [conv(), "padding", "sam", /“sam”/],
  [conv({ stride: 2 }), "padding", "same", /same/],
  [up(), "padding", "same", /same/],
  [conv(), "in_channels", "5", /5[^]*12/],
  [conv(), "groups", "5", /5 groups do not divide/],
  [conv(), "kernel_size", "40", /40/],
  [up(), "padding", "30", /-43|empty|no output|nothing/],
  [up({ stride: 2 }), "output_padding", "2", /output_padding|output padding/],
  [pool(), "padding", "2", /half/],
  [pool(), "padding", "2, 0, 2, 0", /kernel/],
  [upsample, "size", "8", /both/],
  [upsample, "scale_factor", "", /neither|size or/],
  [upsample, "scale_factor", "0", /scale/],
  [upsample, "scale_factor", "900000000", /at most/],
  [{ kind: "pixel_shuffle", upscale_factor: 2 }, "upscale_factor", "5", /25/],
  [{ kind: "slice_channels", start: 0, length: 4 }, "length", "99", /99/],
  [{ kind: "crop", amount: [1, 1, 1, 1] }, "amount", "9, 9, 9, 9", /18|9/],
  [{ kind: "activation", function: "prelu" }, "num_parameters", "5", /5/],
  [{ kind: "unflatten", shape: [12, 16, 16], from: ["flat"] }, "shape", "5, 5, 5", /125/],
];

// The same for names, and for what a layer reads.
const WIRES = [
  [conv(), "name", "", /name/],
  [conv(), "name", "input", /input/],
  [conv(), "name", "flat", /flat/],
  [conv(), "from", "nobody", /nobody/],
  [conv(), "from", "last", /last/],
  [conv(), "from", "one, two", /2|one/],
  [{ kind: "add", from: ["one", "two"] }, "from", "one", /two|2/],
  [{ kind: "add", from: ["one", "two"] }, "from", "one, nobody", /nobody/],
  [{ kind: "add", from: ["one", "two"] }, "from", "two, half", /16[^]*8/],
  [{ kind: "concat", from: ["one", "two"] }, "from", "two, half", /16[^]*8/],
  [conv(), "from", "flat", /image|height/],
  [{ kind: "unflatten", shape: [12, 16, 16], from: ["flat"] }, "from", "one", /vector|flat/],
];

const BEFORE = [
  { name: "flat", kind: "flatten", from: ["input"] },
  { name: "half", kind: "max_pool2d", kernel_size: 2, from: ["input"] },
  { name: "one", kind: "identity", from: ["input"] },
  { name: "two", kind: "identity", from: ["input"] },
];

for (const [what, cases] of [["a wrong value of every kind", VALUES], ["a wrong name or source", WIRES]]) {
  const layers = cases.map(([layer], at) => ({ name: `r${at + 1}`, from: ["input"], ...layer }));
  const kept = {
    format: "im2cost/1",
    input: { channels: 12, height: 16, width: 16 },
    layers: [...BEFORE, ...layers, { name: "last", kind: "identity", from: ["input"] }],
  };
  const storage = { "im2cost/document": JSON.stringify(kept) };
  withEitherHand(`${what} is said, and repaired by what is offered first`, { storage }, async (user, hand) => {
    for (const [at, [layer, field, typed, sentence]] of cases.entries()) {
      const row = `row-${BEFORE.length + at + 1}`;
      await hand.type(`${row} field-${field}`, typed);
      await user.expects(`${row} cell-error`, sentence);
      assert.equal(await user.at(`${row} field-${field}`).inputValue(), typed, "what was typed stays");
      await hand.press(user.at(`${row} cell-error`).locator("[data-act=repair]").first());
      await user.at(`${row} cell-error`).waitFor({ state: "detached" });
      await user.expects(`${row} cell-output_shape`, /×|\d/);
    }
    assert.equal(await user.page.locator("[aria-invalid=true]").count(), 0);
    await user.at("partial").waitFor({ state: "hidden" });

    // Each repair is a step of its own.
    const last = `row-${BEFORE.length + cases.length}`;
    await hand.undo();
    await user.expects(`${last} cell-error`, cases.at(-1)[3]);
    await hand.undo();
    await user.at(`${last} cell-error`).waitFor({ state: "detached" });
    await hand.redo();
    await hand.redo();
    await user.at(`${last} cell-error`).waitFor({ state: "detached" });
  });
}

withEitherHand("an input that is none is said once, where it is typed, and all layers wait for it", async (user, hand) => {
  await hand.type("input-width", "abc");
  await user.expects("input-error", /abc/);
  for (const row of [1, 2, 4]) await user.expects(`row-${row} cell-error`, "waiting for the input");
  await user.expects("partial", "partial: the input is not valid; 4 rows wait");
  assert.equal(await user.page.getByText("abc").count(), 1);
  await user.page.locator(".inspector").getByText("waiting for the input").waitFor();
  await hand.type("input-width", "224");
  await user.expects("row-1 cell-output_shape", [1, 64, 112, 112]);
});
