// What a person does with the picture of a layer: points, pins, opens the twin there, shares, takes it along.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "./harness.mjs";

const settled = user => user.page.waitForTimeout(600);

/** Presses an element of a drawn matrix, at shares of its width and height. */
async function press(user, matrix, across, down) {
  const box = await user.at("diagram").locator(`[data-matrix="${matrix}"]`).first().boundingBox();
  await user.page.mouse.click(box.x + box.width * across, box.y + box.height * down);
}

/** Opens the address of a page in another one. */
async function opened(user) {
  await settled(user);
  const address = user.page.url();
  await user.page.goto("about:blank");
  await user.page.goto(address);
  await user.started();
}

for (const language of ["en", "zh"]) {
  test(`an element is pinned, opens the twin at its counterpart, and a link restores both (${language})`, { language }, async user => {
    await user.at("row-1 field-kind").focus();
    const example = await user.see("pointed");
    await press(user, "Y", 0.97, 0.9);
    const pinned = await user.see("pointed");
    assert.notEqual(pinned, example);
    await user.page.mouse.move(5, 5);
    assert.equal(await user.see("pointed"), pinned);
    await user.isAccessible();
    await opened(user);
    assert.equal(await user.see("pointed"), pinned);

    await user.click("open-twin");
    const step = await user.see("twin-step");
    const line = await user.see("twin-line");
    assert.doesNotMatch(step, /(step|第) 1 /);
    await user.isAccessible();
    await opened(user);
    assert.equal(await user.see("twin-step"), step);
    assert.equal(await user.see("twin-line"), line);
  });
}

test("a link that is put into the address of an open page is followed", async user => {
  await user.at("row-3 field-kind").focus();
  await user.click("pass-weight_grad");
  await user.click("level-cells");
  await settled(user);
  const { hash } = new URL(user.page.url());
  await user.click("new");
  await settled(user);
  await user.page.evaluate(hash => { location.hash = hash; }, hash);
  await user.at("twin").waitFor();
  assert.equal(await user.at("pass-weight_grad").getAttribute("aria-selected"), "true");
  await user.click("undo");
  assert.equal(await user.at("row-1").count(), 0);
});

/** What a button of the menu saves. */
async function saved(user, button) {
  const [download] = await Promise.all([user.page.waitForEvent("download"), user.click(button)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Width and height in the head of a PNG. */
const pixels = png => [png.readUInt32BE(16), png.readUInt32BE(20)];

/** A PNG has three pixels, each way, for every unit of the SVG, which may end within one. */
function isThrice(size, units) {
  size.forEach((side, at) => assert.ok(Math.abs(side - 3 * units[at]) <= 3, `${side} pixels for ${units[at]} units`));
}

/** Width and height of an SVG file. */
const extents = svg => ["width", "height"].map(side => Number(svg.match(new RegExp(`<svg[^>]* ${side}="([\\d.]+)"`))[1]));

for (const [language, width] of [["en", 1440], ["zh", 390]]) {
  test(`the picture is taken along as SVG and PNG, with its formula (${language})`, { language, width, height: 844 }, async user => {
    await user.at("row-1 field-kind").focus();
    await user.click("take-along");
    await user.at("picture-formula").check();
    await user.isAccessible();
    const { name, bytes } = await saved(user, "save-svg");
    assert.equal(name, "conv-forward.svg");
    const parsed = await user.page.evaluate(text => {
      const file = new DOMParser().parseFromString(text, "image/svg+xml");
      const matrices = root => [...root.querySelectorAll("[data-matrix]")].map(of => `${of.dataset.matrix} ${of.dataset.rows} ${of.dataset.columns}`);
      return {
        broken: file.querySelector("parsererror") !== null,
        file: matrices(file),
        page: matrices(document.querySelector('[data-testid="diagram"]')),
        text: file.documentElement.textContent,
      };
    }, bytes.toString());
    assert.equal(parsed.broken, false);
    assert.deepEqual(parsed.file, parsed.page);
    assert.match(parsed.text, /118.013.952/);
    const png = await saved(user, "save-png");
    assert.equal(png.name, "conv-forward.png");
    assert.equal(png.bytes.subarray(1, 4).toString(), "PNG");
    isThrice(pixels(png.bytes), extents(bytes.toString()));
  });
}

test("a step is taken along with its numbers, and fills the screen", async user => {
  await user.at("row-3 field-kind").focus();
  await user.click("level-cells");
  await user.click("twin-forward");
  await user.click("take-along");
  const { name, bytes } = await saved(user, "save-svg");
  assert.equal(name, "up-forward-step-2.svg");
  const values = text => [...text.matchAll(/data-value="(-?\d+)"/g)].map(found => found[1]).sort();
  const page = await user.at("twin").locator(".twin-scroll svg").evaluate(svg => svg.outerHTML);
  assert.deepEqual(values(bytes.toString()), values(page));
  await user.page.keyboard.press("Escape");
  await user.click("full-screen");
  await user.page.waitForFunction(() => document.fullscreenElement?.contains(document.querySelector('[data-testid="twin"]')));
  await user.click("twin-forward");
  await user.isAccessible();
});

test("the picture is walked with keys, cell by cell, and pinned", async user => {
  await user.at("row-1 field-kind").focus();
  await user.click("level-cells");
  await user.at("twin").locator(".twin-scroll svg").focus();
  await user.press("ArrowDown");
  const first = await user.see("twin-line");
  await user.press("ArrowDown");
  assert.notEqual(await user.see("twin-line"), first);
  await user.press("PageDown");
  await user.press("ArrowRight");
  const there = await user.see("twin-line");
  await user.press("Enter");
  await user.page.keyboard.press("Tab");
  assert.ok((await user.see("twin-line")).startsWith(there));
});

test("a row is turned into its dual, or gets it below, and undo takes that back", async user => {
  const before = await user.data("total-macs");
  await user.at("row-2 field-kind").focus();
  await user.click("dual-row");
  await user.expects("row-3 cell-output_shape", [1, 64, 112, 112]);
  assert.equal(await user.at("row-3 field-output_padding").inputValue(), "1");
  await user.click("undo");
  assert.equal(await user.data("total-macs"), before);
  await user.at("row-1 field-kind").focus();
  await user.isAccessible();
  await user.expects("dual-input", "The network's input becomes 64×112×112 as well (now 3×224×224).");
  await user.click("dual-row");
  await user.expects("row-1 cell-output_shape", [1, 3, 224, 224]);
  assert.equal(await user.at("input-height").inputValue(), "112");
  await user.click("undo");
  assert.equal(await user.data("total-macs"), before);
});

/** The matrices of a picture, each with its extents. */
function matrices(user, picture) {
  return user.at(picture).locator("[data-matrix]").evaluateAll(drawn => drawn.map(({ dataset }) => ({
    name: dataset.matrix, extents: [dataset.rows ?? dataset.channels, dataset.columns ?? dataset.height, dataset.width, dataset.groups],
  })));
}

for (const [language, width] of [["en", 1440], ["zh", 390]]) {
  test(`a pass stands beside its dual, and pointing at the one lights the other (${language})`, { language, width, height: 844 }, async user => {
    await user.at("row-2 field-kind").focus();
    await user.click("pass-input_grad");
    await user.click("show-dual");
    const [here, there] = [await matrices(user, "diagram"), await matrices(user, "diagram-dual")];
    assert.deepEqual(here.map(({ extents }) => extents), there.map(({ extents }) => extents));
    const names = new Map([["dY", "X"], ["dX", "Y"]]);
    assert.deepEqual(here.map(({ name }) => names.get(name) ?? name), there.map(({ name }) => name));
    await user.isAccessible();

    await user.at("diagram").scrollIntoViewIfNeeded();
    const lit = picture => user.at(picture).locator(".over").innerHTML();
    const before = await lit("diagram-dual");
    await press(user, "cols", 0.3, 0.1);
    await user.page.waitForFunction(before => document.querySelector('[data-testid="diagram-dual"] .over').innerHTML !== before, before);
    assert.equal(await user.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);

    await user.click("pass-weight_grad");
    assert.equal(await user.at("diagram-dual").count(), 0);
  });
}

test("a step is copied as SVG and as an image, and the steps from it on are printed", async user => {
  await user.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await user.at("row-4 field-kind").focus();
  await user.click("level-cells");
  await user.click("twin-forward");
  const values = text => [...text.matchAll(/data-value="(-?\d+)"/g)].map(found => found[1]).sort();
  const page = await user.at("twin").locator(".twin-scroll svg").evaluate(svg => svg.outerHTML);
  await user.click("take-along");
  await user.click("copy-svg");
  await user.page.getByText("The picture is copied.").waitFor();
  const svg = await user.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(await user.page.evaluate(text => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror"), svg), null);
  assert.deepEqual(values(svg), values(page));
  await user.click("copy-png");
  const held = () => user.page.evaluate(async () => (await navigator.clipboard.read())[0].types);
  while (!(await held()).includes("image/png")) await user.page.waitForTimeout(50);
  const size = await user.page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const { width, height } = await createImageBitmap(await item.getType("image/png"));
    return [width, height];
  });
  isThrice(size, extents(svg));

  await user.page.evaluate(() => {
    globalThis.print = () => {
      globalThis.printed = [...document.querySelectorAll(".print-sheet img")].map(image => image.naturalWidth > 0 && image.alt !== null);
      globalThis.said = document.querySelector(".print-sheet p:last-of-type").textContent;
      dispatchEvent(new Event("afterprint"));
    };
  });
  await user.click("print-steps");
  await user.page.waitForFunction(() => globalThis.printed);
  const printed = await user.page.evaluate(() => globalThis.printed);
  const said = await user.page.evaluate(() => globalThis.said);
  assert.ok(printed.length > 1);
  assert.ok(printed.every(Boolean));
  assert.match(said, /^Steps 2 to \d+ of \d+\./);
});

test("on the whole screen, a picture is as large as its screen allows, and pointing finds what is under the pointer", async user => {
  await user.at("row-3 field-kind").focus();
  await user.click("pass-input_grad");
  await user.click("level-cells");
  const fill = svg => svg.evaluate(svg => {
    const { width, height } = svg.getBoundingClientRect();
    const [, , across, down] = svg.getAttribute("viewBox").split(" ").map(Number);
    return { scale: Math.min(width / across, height / down), share: Math.max(across / innerWidth, down / innerHeight) * Math.min(width / across, height / down) };
  });
  const svg = user.at("twin").locator(".twin-scroll svg");
  await user.click("full-screen");
  await user.page.waitForFunction(() => document.fullscreenElement);
  await settled(user);
  const { scale, share } = await fill(svg);
  assert.ok(share > 0.8, `scale ${scale}, of the screen ${share}`);
  const cell = await svg.locator("[data-matrix='cols'] [data-value]").nth(40).boundingBox();
  await user.page.mouse.move(cell.x + cell.width / 2, cell.y + cell.height / 2);
  const value = await svg.locator("[data-matrix='cols'] [data-value]").nth(40).getAttribute("data-value");
  await user.page.waitForFunction(value => document.querySelector('[data-testid="twin-line"] data')?.value === value, value);
  assert.match(await user.see("twin-line"), /row 4, column 4/);

  await user.click("level-scale");
  await settled(user);
  const drawn = await fill(user.at("diagram"));
  assert.ok(drawn.share > 0.7, `of the screen ${drawn.share}`);
  await press(user, "dX", 0.5, 0.5);
  assert.match(await user.see("pointed"), /^∂X, channel 6[34]/);
  await user.click("full-screen");
  await user.page.waitForFunction(() => !document.fullscreenElement);
});

test("a twin is laid out anew for the whole screen, and again for its place beside the table", async user => {
  await user.at("row-3 field-kind").focus();
  await user.click("level-cells");
  const svg = user.at("twin").locator("> .twin-stage svg");
  await svg.waitFor();
  const laid = () => svg.getAttribute("viewBox");
  // It is laid out once more when its room has been measured.
  await user.page.waitForTimeout(300);
  const before = await laid();
  await user.click("full-screen");
  await user.page.waitForFunction(before => document.querySelector(".twin-stage svg").getAttribute("viewBox") !== before, before);
  const cell = await svg.locator("[data-matrix='cols'] [data-value]").first().boundingBox();
  assert.ok(cell.height > 8, `numbers are ${cell.height} high`);
  await user.click("full-screen");
  await user.page.waitForFunction(before => document.querySelector(".twin-stage svg").getAttribute("viewBox") === before, before);
});

for (const [language, theme] of [["en", "light"], ["zh", "dark"]]) {
  test(`on the whole screen the layer is named, and its pass is chosen beside what it costs (${language})`, { language, theme }, async user => {
    await user.at("row-2 field-kind").focus();
    await user.click("full-screen");
    await user.page.waitForFunction(() => document.fullscreenElement);
    const shown = name => user.page.locator(`:fullscreen ${name}`);
    assert.equal(await shown(".layer-name").innerText(), await user.at("row-2 field-name").inputValue());
    assert.ok(await shown(".shapes").isVisible());
    const cost = await shown(".formula .cost data").innerText();
    await user.click("pass-weight_grad");
    assert.equal(await user.at("pass-weight_grad").getAttribute("aria-selected"), "true");
    await shown("[data-matrix='dW']").first().waitFor();
    assert.ok(cost.length > 5 && await shown(".formula .cost").isVisible());
    assert.equal(await shown(".formula li:not(.cost)").first().isVisible(), false);
    assert.equal(await user.at("ledger").isVisible(), false);
    await user.isAccessible(".inspector");
    await user.click("full-screen");
    await user.page.waitForFunction(() => !document.fullscreenElement);
    assert.ok(await user.at("ledger").isVisible());
  });
}

test("the formula is copied with what each line finds, and a line alone", async user => {
  await user.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await user.at("row-1 field-kind").focus();
  const formula = user.at("formula");
  const copied = async (button, expected) => {
    await button.click();
    for (;;) {
      const text = await user.page.evaluate(() => navigator.clipboard.readText());
      if (expected.test(text)) return text;
      await user.page.waitForTimeout(50);
    }
  };
  const latex = await copied(formula.getByRole("button", { name: "LaTeX", exact: true }), /^\\begin\{aligned\}\n/);
  assert.match(latex, /&\\text\{output height:\} && H_\{\\mathrm\{out\}\} = /);
  assert.match(latex, /118\\,013\\,952 \\\\\n.*\n?/);
  assert.match(await copied(formula.getByRole("button", { name: "Markdown" }), /^- output/), /\n- parameters: \$/);
  assert.match(await copied(formula.getByRole("button", { name: "text" }), /^output height: H_out/), /\ncost, as it is counted: C_out·/);
  const first = formula.locator("li").first();
  await first.hover();
  const line = await copied(first.getByRole("button", { name: "Copy this line as LaTeX" }), /^H_/);
  assert.match(line, /^H_\{\\mathrm\{out\}\} = .* = 112$/);
});

test("a symbol of the formula says what it is", async user => {
  await user.at("row-1 field-kind").focus();
  const symbol = text => user.at("formula").locator("msub").filter({ hasText: text }).first();
  await symbol(/^Rh$/).hover();
  await user.expects("hint", /pairs of kernel row and position that meet a pixel/);
  await symbol(/^Cin$/).hover();
  await user.expects("hint", "C_in: channels of the input.");
});

test("the layer's panel keeps its place from row to row, and begins anew in another network", async user => {
  await user.at("row-1 field-kind").focus();
  const top = () => user.page.locator(".inspector").evaluate(panel => panel.scrollTop);
  await user.page.locator(".inspector").evaluate(panel => panel.scrollTo(0, 300));
  await user.at("row-2 field-kind").focus();
  await user.page.locator(".layer-name").filter({ hasText: /^grouped$/ }).waitFor();
  assert.ok(await top() > 200);
  await user.click("examples");
  await user.page.keyboard.type("vgg16");
  await user.press("Enter");
  await user.page.waitForFunction(() => document.querySelector(".inspector").scrollTop === 0);
});

test("in full screen a pass and its dual stand side by side, and are stepped together", async user => {
  await user.click("pass-input_grad");
  await user.click("level-cells");
  await user.at("twin").waitFor();
  await user.click("full-screen");
  await user.page.waitForFunction(() => document.fullscreenElement);
  await user.at("twin-dual").getByRole("button").first().click();
  const stages = [user.at("twin").locator("> .twin-stage"), user.at("twin-dual").locator(".twin-stage")];
  const [one, other] = await Promise.all(stages.map(stage => stage.boundingBox()));
  assert.ok(one.x + one.width <= other.x && other.y < one.y + one.height, "beside, not below");
  // The same matrix is at the same height in the same size.
  const columns = stages.map(stage => stage.locator("[data-matrix='cols'] [data-value]"));
  const [left, right] = await Promise.all(columns.map(cells => cells.nth(7).boundingBox()));
  assert.ok(Math.abs(left.y - right.y) < 1 && Math.abs(left.height - right.height) < 1, `${left.y} ${right.y}`);
  await user.at("twin-forward").click();
  const written = stage => stage.locator("[data-matrix='cols'] [data-value]").nth(1).getAttribute("data-value");
  assert.equal(await written(stages[0]), await written(stages[1]));
});
