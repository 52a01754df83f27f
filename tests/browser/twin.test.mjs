// What a person does cell by cell: steps, points, changes a number, undoes it, proves the count.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

/** The products of the step that is shown, and their sum. */
async function sum(user) {
  // The total first: it is waited for.
  const total = Number(await user.at("twin-sum").locator("data").getAttribute("value"));
  const terms = await user.at("twin-sum").locator(".term").evaluateAll(terms => terms.map(term => Number(term.dataset.value)));
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

test("a number typed at a pinned cell goes into it, and Enter leads back to the picture", async user => {
  await user.at("row-1 field-kind").focus();
  await user.at("level-cells").click();
  const first = cells(user, "W").first();
  await first.click();
  await user.press("7");
  await user.press("Enter");
  await cells(user, "W").and(user.page.locator('[data-value="7"]')).first().waitFor();
  assert.equal(await first.getAttribute("data-value"), "7");
  assert.ok(await user.at("twin").locator("svg.cells").first().evaluate(svg => svg === document.activeElement));
  // By keyboard alone: pinned, then typed.
  await user.press("-");
  await user.page.keyboard.type("12");
  await user.press("Enter");
  await cells(user, "W").and(user.page.locator('[data-value="-12"]')).first().waitFor();
});

test("everything that lands on a pixel is in view, and the picture begins at the top of its place", async user => {
  await user.at("row-3 field-kind").focus();
  await user.at("level-cells").click();
  await user.at("twin-last").click();
  const gathered = user.at("twin-gathered");
  await gathered.waitFor();
  const { width, seen, ends } = await gathered.evaluate(line => ({
    width: line.scrollWidth, seen: line.clientWidth, ends: [...line.children].map(part => part.getBoundingClientRect().right - line.getBoundingClientRect().right),
  }));
  assert.ok(width <= seen && Math.max(...ends) <= 0.5, `${width} of ${seen}, ${ends}`);
  const [panel, levels] = await Promise.all([user.page.locator(".inspector"), user.at("level-cells")].map(part => part.boundingBox()));
  assert.ok(levels.y - panel.y < 20, `${levels.y} ${panel.y}`);
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

/** The counters of a proof beside the formula's values. */
async function counters(user) {
  return user.at("twin-counts").locator("tbody tr").evaluateAll(rows =>
    rows.map(row => [...row.querySelectorAll("data")].map(data => Number(data.value))));
}

for (const row of ["row-1", "row-2", "row-3", "row-4"]) {
  test(`the twin is run, and its counters climb to what the formula says (${row})`, async user => {
    await user.at(`${row} field-kind`).focus();
    await user.at("level-cells").click();
    await user.at("twin").locator(".twin-proof summary").click();
    await user.at("twin-prove").click();
    const seen = new Set();
    let rows;
    do {
      const before = rows;
      rows = await counters(user);
      assert.equal(rows.length, 6);
      rows.forEach(([counted], at) => assert.ok(counted >= (before?.[at][0] ?? 0)));
      seen.add(rows[0][0]);
    } while (await user.at("twin-counts").getAttribute("data-done") === "false");
    assert.ok(seen.size > 3, "the counters climb in steps that are seen");
    assert.ok(rows[0][0] > 0);
    for (const [counted, formula] of await counters(user)) assert.equal(counted, formula);
    assert.match(await user.see("twin-verdict"), /every counter is equal/);
    await user.isAccessible();
    for (const pass of ["input_grad", "weight_grad"]) {
      await user.at(`pass-${pass}`).click();
      assert.equal(await user.at("twin-counts").count(), 0, "another pass is not proved by this one");
      await user.at("twin-prove").click();
      await user.expects("twin-verdict", /every counter is equal/);
      for (const [counted, formula] of await counters(user)) assert.equal(counted, formula);
    }
  });
}

test("a small layer is run itself; who wants things still sees the end at once", async user => {
  await user.page.emulateMedia({ reducedMotion: "reduce" });
  await user.type("input-height", "16");
  await user.type("input-width", "16");
  await user.at("row-1 field-kind").focus();
  await user.at("level-cells").click();
  await user.at("pass-weight_grad").click();
  await user.at("twin").locator(".twin-proof summary").click();
  await user.at("twin-prove-layer").click();
  await user.at("twin-counts").waitFor();
  assert.equal(await user.at("twin-counts").getAttribute("data-done"), "true");
  const rows = await counters(user);
  assert.equal(BigInt(rows[0][0]), await user.value("pass-weight_grad"));
  for (const [counted, formula] of rows) assert.equal(counted, formula);
});

const PHONE = { width: 390, height: 844, touch: true };

for (const [row, matrix] of [["row-1", "Y"], ["row-2", "Y"], ["row-3", "cols"], ["row-4", "cols"]]) {
  test(`on a phone, a thumb steps, scrubs, jumps and pins, and the page stays in its width (${row})`, PHONE, async user => {
    await user.at(`${row} field-kind`).focus();
    await user.at("level-cells").tap();
    for (const hook of ["twin-first", "twin-back", "twin-play", "twin-forward", "twin-last", "twin-slider"]) {
      const { width, height } = await user.at(hook).boundingBox();
      assert.ok(width >= 44 && height >= 44, `${hook}: ${width}×${height}`);
    }
    const first = await user.see("twin-step");
    await user.at("twin-forward").tap();
    const second = await user.see("twin-step");
    assert.notEqual(second, first);
    const slider = await user.at("twin-slider").boundingBox();
    await user.page.touchscreen.tap(slider.x + slider.width / 2, slider.y + slider.height / 2);
    assert.notEqual(await user.see("twin-step"), second);
    await user.at("twin-first").tap();
    // The cell that the second step writes: a finger on it goes there, and pins it.
    const cell = cells(user, matrix).nth(1);
    await cell.evaluate(cell => cell.scrollIntoView({ block: "center", inline: "center" }));
    const written = await cell.boundingBox();
    await user.page.touchscreen.tap(written.x + written.width / 2, written.y + written.height / 2);
    assert.equal(await user.see("twin-step"), second);
    await user.at("twin-line").locator("button").waitFor();
    const widths = await user.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(widths[0] <= widths[1], `the page is ${widths[0]} wide`);
    await user.isAccessible();
  });
}

test("names interrupt the dashed lines that they stand on, on any twin of any pass", { width: 390, height: 844 }, async user => {
  for (const row of ["row-1", "row-2", "row-3", "row-4"]) {
    await user.at(`${row} field-kind`).focus();
    if (row === "row-1") await user.at("level-cells").click();
    for (const pass of ["forward", "input_grad", "weight_grad"]) {
      await user.at(`pass-${pass}`).click();
      for (const go of ["twin-first", "twin-forward", "twin-last"]) {
        await user.at(go).click();
        const crossed = await user.at("twin").locator(".twin-scroll > svg").evaluate(svg => {
          const names = [...svg.querySelectorAll("text:not([data-value])")];
          const lines = [...svg.querySelectorAll(".link")];
          return lines.flatMap(line => names.filter(name => {
            // Each name stands on a ground of its own, which covers the line.
            const { x: left, y: top, width, height } = name.getBBox();
            const grounds = [...name.parentElement.querySelectorAll(".paper")];
            const covers = grounds.some(ground => {
              const over = line.compareDocumentPosition(ground) & Node.DOCUMENT_POSITION_FOLLOWING;
              const { x, y, width: wide, height: high } = ground.getBBox();
              return over && x <= left && left + width <= x + wide && y <= top + 4 && top + height - 4 <= y + high;
            });
            if (covers) return false;
            const box = name.getBBox();
            for (let at = 0; at <= line.getTotalLength(); at += 1) {
              const { x, y } = line.getPointAtLength(at);
              if (x > box.x && x < box.x + box.width && y > box.y + 2 && y < box.y + box.height - 2) return true;
            }
            return false;
          }).map(name => name.textContent));
        });
        assert.deepEqual(crossed, [], `${row} ${pass} ${go}`);
      }
    }
  }
});

for (const [row, pass, adds] of [["row-1", "forward", false], ["row-2", "input_grad", true], ["row-3", "forward", true], ["row-4", "forward", true], ["row-4", "input_grad", false]]) {
  test(`the map says how often each pixel is read or added to, and agrees with the ledger (${row}, ${pass})`, async user => {
    await user.at(`${row} field-kind`).focus();
    await user.at("level-cells").click();
    await user.at(`pass-${pass}`).click();
    const map = user.at("twin-coverage");
    await map.locator("summary").click();
    const counts = await map.locator("[data-value]").evaluateAll(VALUES);
    const text = (await map.innerText()).replace(/[\u202f\u00a0]/g, "");
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    const often = least === most ? `${most}` : `${least} to ${most}`;
    assert.match(text, new RegExp(adds ? `Each pixel gets ${often} contributions` : `Each pixel is read ${often} times`));
    const touched = counts.reduce((all, count) => all + count, 0);
    assert.match(text, new RegExp(`, ${touched} cells of the column matrix ${adds ? "land" : "hold pixels"}`));
    const [all, real] = [await user.value("ledger-multiplications"), await user.value("ledger-in_bounds")];
    const rest = adds ? `${real} land and ${all - real} are cropped` : `${real} are with pixels and ${all - real} with padding`;
    assert.match(text, new RegExp(`Of the ${all} multiplications .* ${rest}`));
    if (row === "row-4" && adds) assert.match(text, /checkerboard/);
  });
}

test("the map warns where an element receives no contribution, and where none is read", async user => {
  await user.at("row-3 field-kind").focus();
  await user.type("row-3 field-kernel_size", "1");
  await user.type("row-3 field-padding", "0");
  await user.expects("row-3 cell-output_shape", [1, 64, 111, 111]);
  await user.at("level-cells").click();
  const map = user.at("twin-coverage");
  await map.locator("summary").click();
  const text = (await map.innerText()).replace(/[\u202f\u00a0]/g, "");
  assert.match(text, new RegExp(`${111 * 111 - 56 * 56} pixels of each channel receive no contribution at all`));
  assert.ok((await map.locator("[data-value]").evaluateAll(VALUES)).includes(0));
  await user.at("pass-input_grad").click();
  assert.match(await map.innerText(), /are never read/);
});

for (const [row, most] of [["row-1", 64n], ["row-2", 64n], ["row-3", 64n], ["row-4", 32n]]) {
  test(`the slider of groups divides the cost by exactly as many, from one to as many as there can be (${row})`, async user => {
    await user.type("input-channels", "64");
    await user.type("row-2 field-groups", "1");
    await user.type("row-4 field-groups", "1");
    await user.at(`${row} field-kind`).focus();
    await user.at("level-cells").click();
    const panel = user.at("twin").locator(".twin-groups");
    await panel.locator("summary").click();
    const dense = await user.value("pass-forward");
    const slider = panel.getByTestId("twin-groups");
    await slider.focus();
    for (let groups = 2n; groups <= most; groups *= 2n) {
      await user.page.keyboard.press("ArrowRight");
      await user.page.waitForFunction(groups => document.querySelector('[data-testid="twin-groups"]').getAttribute("aria-valuetext") === groups, String(groups));
      const text = (await panel.innerText()).replace(/[\u202f\u00a0]/g, "");
      assert.match(text, new RegExp(`g = ${groups}: ${dense / groups} multiplications`));
      assert.equal(await panel.locator("rect.block").count(), Number(groups));
    }
    assert.equal(await slider.getAttribute("max"), await slider.inputValue());
  });
}

for (const [row, pass, matrix] of [["row-3", "forward", "Y"], ["row-4", "forward", "Y"], ["row-2", "input_grad", "dX"]]) {
  test(`a pixel that col2im writes is the sum of the cells that land on it, each a way to its step (${row}, ${pass})`, async user => {
    await user.at(`${row} field-kind`).focus();
    await user.at("level-cells").click();
    await user.at(`pass-${pass}`).click();
    const pixel = cells(user, matrix, "data-channels").nth(7);
    const value = Number(await pixel.getAttribute("data-value"));
    await pixel.click({ force: true });
    const terms = user.at("twin-gathered").getByRole("button");
    const values = await terms.evaluateAll(VALUES);
    assert.ok(values.length > (pass === "forward" ? 1 : 0));
    assert.equal(values.reduce((all, value) => all + value, 0), value);
    assert.equal(await user.at("twin-gathered").locator("data").getAttribute("value"), String(value));
    for (const said of await terms.evaluateAll(terms => terms.map(term => [term.textContent, term.title]))) {
      assert.match(said[0], /cols\(\d+, \d+\)|^−?\d+b/);
      assert.match(said[1], /^∂?cols, row \d+, column \d+: .*lands on pixel|^b, channel/);
    }
    // The step of each adds it to the pixel; the sum stays, to go on from there.
    const name = await user.at("twin-sum").locator(".twin-products").innerText();
    let before = 0;
    for (const [at, value] of values.entries()) {
      await terms.nth(at).click();
      const number = Number(await terms.nth(at).getAttribute("data-step")) + 1;
      assert.match(await user.see("twin-step"), new RegExp(`^step ${number} of`));
      assert.equal(await terms.nth(at).getAttribute("aria-current"), "step");
      assert.equal((await user.at("twin-sum").locator(".twin-products").innerText()).split("=")[0], name.split("=")[0]);
      assert.equal(await sum(user), before + value);
      before += value;
    }
  });
}

for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844, touch: true }]) {
  test(`what is pinned is said, and changed, in view over a high picture (${size.width} wide)`, size, async user => {
    await user.at("row-3 field-kind").focus();
    await user.at("level-cells").click();
    // The last of the weights, deep in the picture.
    await cells(user, "Wt").last().click({ force: true });
    const [cell, field, player] = await Promise.all(["twin-line", "twin-number", "twin-slider"].map(hook => user.at(hook).boundingBox()));
    for (const { y, height } of [cell, field, player]) assert.ok(y >= 0 && y + height <= size.height, `${y} ${height}`);
    const number = await cells(user, "Wt").last().boundingBox();
    assert.ok(field.y + field.height <= number.y && number.y < player.y, `${field.y} ${number.y} ${player.y}`);
    const widths = await user.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(widths[0] <= widths[1], `the page is ${widths[0]} wide`);
    await user.at("twin-number").fill("9");
    await user.at("twin-number").press("Enter");
    await cells(user, "Wt").and(user.page.locator('[data-value="9"]')).first().waitFor();
  });
}

test("a weight's gradient is the sum over all positions of all images", async user => {
  await user.type("input-batch", "2");
  await user.at("row-2 field-kind").focus();
  await user.at("level-cells").click();
  await user.at("pass-weight_grad").click();
  const rows = Number(await user.at("twin").locator('[data-matrix="colsT"]').getAttribute("data-rows"));
  const images = await user.at("twin").locator('[data-matrix="dY"][data-channels]').count();
  assert.equal(images, 2);
  const positions = await user.at("twin").locator('[data-matrix="dY"][data-channels]').first().evaluate(image => image.dataset.height * image.dataset.width);
  assert.equal(rows, 2 * positions);
  const values = await cells(user, "dW").evaluateAll(VALUES);
  // Row 0 of ∂Y and column 0 of the columns, through both images.
  const [left, right] = await Promise.all([cells(user, "dY", "data-rows"), cells(user, "colsT")].map(cells => cells.evaluateAll(VALUES)));
  const columns = Number(await user.at("twin").locator('[data-matrix="colsT"]').getAttribute("data-columns"));
  let total = 0;
  for (let at = 0; at < rows; at++) total += left[at] * right[at * columns];
  assert.equal(await user.at("twin-sum").locator(".term").count(), rows);
  assert.equal(await sum(user), total);
  assert.equal(values[0], total);
  assert.match(await user.at("twin").locator(".cells").first().textContent(), /image 2, channel 0/);
});
