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
  await user.click("dual-row");
  await user.expects("row-1 cell-output_shape", [1, 3, 224, 224]);
  await user.click("undo");
  assert.equal(await user.data("total-macs"), before);
});
