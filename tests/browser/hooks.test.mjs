// What tests hold on to, so that one written for this page runs on the next: every hook of the contract, and what it
// says about counts, shapes and drawn matrices.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

const FIELDS = ["name", "kind", "in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "output_padding", "groups", "bias"];
const PAGE = [
  ...["add-row", "new", "examples", "open-file", "share", "undo", "redo", "convention", "language", "theme"],
  ...["input-batch", "input-channels", "input-height", "input-width"],
  ...["pass-forward", "pass-input_grad", "pass-weight_grad", "level-scale", "level-cells"],
  ...["diagram", "formula", "ledger", "counters"],
];
const COUNTS = ["total-params", "total-macs", "total-flops", "row-3 cell-params", "row-3 cell-cost", "pass-forward"];

for (const [width, height] of [[1440, 900], [390, 844]]) {
  test(`every hook is on the page, ${width}×${height}`, { width, height }, async user => {
    const only = async place => assert.equal(await user.at(place).count(), 1, place);
    const tag = (place, name) => user.at(place).evaluate((element, name) => element.matches(name), name);

    // Focusing a field selects its row: a transposed convolution, which has every field.
    await user.at("row-3 field-stride").focus();
    await user.expects("pass-forward", 411_041_792n);
    for (const hook of PAGE) await only(hook);
    for (const field of FIELDS) await only(`row-3 field-${field}`);
    for (const row of ["row-1", "row-2", "row-3", "row-4"]) await only(row);
    assert.ok(await tag("row-3 field-kind", "select"));
    assert.ok(await tag("row-3 field-bias", "input[type=checkbox]"));
    assert.ok(await tag("open-file", "input[type=file]"));
    // What a kind does not have is not there.
    assert.equal(await user.at("row-1 field-output_padding").count(), 0);

    for (const place of COUNTS) {
      assert.equal(await user.at(place).locator("data").count(), 1, place);
      assert.ok((await user.value(place)) >= 0n, place);
      const digits = (await user.at(place).locator("data").getAttribute("title")).replace(/\D/g, "");
      assert.equal(BigInt(digits), await user.value(place), `the tooltip of ${place}`);
    }
    assert.deepEqual(await user.shape("row-3 cell-output_shape"), [1, 64, 112, 112]);

    const drawn = await user.at("diagram").locator("[data-matrix]").evaluateAll(groups => groups.map(({ dataset }) => ({ ...dataset })));
    const names = drawn.map(({ matrix }) => matrix);
    for (const matrix of ["Wt", "X", "cols", "Y"]) assert.ok(names.includes(matrix), `${matrix} of ${names}`);
    for (const { matrix, ...extents } of drawn) {
      const whole = key => Number(extents[key]) > 0;
      assert.ok(whole("rows") && whole("columns") || whole("channels") && whole("height") && whole("width"), matrix);
      assert.ok(whole("groups"), matrix);
    }

    await user.click("level-cells");
    await user.at("twin").waitFor();
    await only("twin");
    assert.ok((await user.at("twin").locator("[data-value]").count()) > 0);

    await user.type("row-3 field-stride", "0");
    await user.at("row-3 cell-error").locator("[data-act=repair]").first().waitFor();
    await user.expects("row-4 cell-error", /3/);
    await only("row-3 cell-error");
  });
}
