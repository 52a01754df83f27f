// What a person does with the picture of a layer: points, pins, opens the twin there, shares, takes it along.
import assert from "node:assert/strict";
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
