// What a person does cell by cell: steps, points, changes a number, undoes it, proves the count.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

/** The products of the step that is shown, and their sum. */
async function sum(user) {
  const terms = await user.at("twin-sum").locator(".term").evaluateAll(terms => terms.map(term => Number(term.dataset.value)));
  const total = Number(await user.at("twin-sum").locator("data").getAttribute("value"));
  assert.equal(terms.reduce((all, term) => all + term, 0), total);
  return total;
}

/** The values of all cells of a drawn matrix. */
function cells(user, matrix, extent = "data-rows") {
  return user.at("twin").locator(`[data-matrix="${matrix}"][${extent}] [data-value]`);
}

const VALUES = cells => cells.map(cell => Number(cell.dataset.value));

for (const [row, pass, matrix] of [
  ["row-1", "forward", "Y"], ["row-2", "forward", "Y"], ["row-3", "forward", "cols"], ["row-4", "forward", "cols"],
  ["row-1", "input_grad", "cols"], ["row-3", "input_grad", "dX"], ["row-1", "weight_grad", "dW"], ["row-4", "weight_grad", "dW"],
]) {
  test(`every step of ${pass} in ${row} adds up to the cell that it writes`, async user => {
    await user.at(`${row} field-kind`).focus();
    await user.at("level-cells").click();
    await user.at(`pass-${pass}`).click();
    const values = await cells(user, matrix).evaluateAll(VALUES);
    for (let step = 0; step < 12; step++) {
      assert.equal(await sum(user), values[step], `step ${step + 1}`);
      await user.at("twin-forward").click();
    }
  });
}

test("a number is changed, its sums change, and undo takes it back", async user => {
  await user.at("row-1 field-kind").focus();
  await user.at("level-cells").click();
  const before = await sum(user);
  const first = cells(user, "W").first();
  const old = await first.getAttribute("data-value");
  await first.click();
  await user.at("twin-number").fill("9");
  await user.at("twin-number").press("Enter");
  await user.at("twin-number").blur();
  assert.equal(await first.getAttribute("data-value"), "9");
  await user.at("twin-number").fill("many");
  await user.at("twin-number").blur();
  assert.match(await user.at("twin-error").textContent(), /“many”/);
  await user.at("undo").click();
  await user.at("undo").click();
  assert.equal(await first.getAttribute("data-value"), old);
  assert.equal(await sum(user), before);
});

test("keys step, and a click on a result goes to its step", async user => {
  await user.at("row-1 field-kind").focus();
  await user.at("level-cells").click();
  await user.at("twin-play").focus();
  await user.press("End");
  const last = await user.at("twin-step").textContent();
  await user.press("ArrowLeft");
  assert.notEqual(await user.at("twin-step").textContent(), last);
  await user.press("Home");
  assert.match(await user.at("twin-step").textContent(), /^step 1 of/);
  await cells(user, "Y").nth(4).click();
  assert.match(await user.at("twin-step").textContent(), /^step 5 of/);
});

test("the twin is run, and what was counted is what the formula says", async user => {
  await user.at("row-3 field-kind").focus();
  await user.at("level-cells").click();
  await user.at("twin").locator(".twin-proof summary").click();
  await user.at("twin-prove").click();
  const rows = await user.at("twin-counts").locator("tbody tr").evaluateAll(rows =>
    rows.map(row => [...row.querySelectorAll("data")].map(data => data.value)));
  assert.equal(rows.length, 5);
  for (const [formula, counted] of rows) assert.equal(formula, counted);
});
