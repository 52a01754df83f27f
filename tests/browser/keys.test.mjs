// What a person does with a keyboard alone in the picture and the formula of a layer: every edge and factor is reached,
// said in a line, and lit wherever it stands.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

/** What has the focus: its class, and whether it is seen that it has. */
const focus = user =>
  user.page.evaluate(() => {
    const element = document.activeElement;
    return { classes: element.getAttribute("class"), text: element.textContent, outline: getComputedStyle(element).outlineStyle };
  });

/** The quantities that a place lights. */
const lit = (user, id) =>
  user.page.evaluate(id => {
    const names = document.getElementById(id).getAttributeNames();
    return names.filter(name => name.startsWith("data-lit-")).map(name => name.slice("data-lit-".length));
  }, id);

test("the edges of the matrices are gone through with keys, and what each measures lights up", async user => {
  await user.at("row-1 field-kind").focus();
  const matrix = user.page.locator('#diagram .stop:has([data-matrix="cols"])');
  await matrix.focus();
  const element = await user.see("pointed");
  await user.press("e");
  await user.expects("pointed", /^channels of X: C_in = 3$/);
  assert.deepEqual(await lit(user, "formula"), ["in"]);
  const seen = [];
  for (let at = 0; at < 6; at++) {
    seen.push(await user.see("pointed"));
    await user.press("ArrowRight");
  }
  assert.deepEqual(seen.map(line => line.split(":")[0]), [
    "channels of X", "height of X", "width of X",
    "columns of cols, columns of Y", "columns of W, rows of cols", "rows of W, rows of Y",
  ]);
  // Round to the first, and back to the one before.
  await user.expects("pointed", seen[0]);
  await user.press("ArrowLeft");
  await user.expects("pointed", /= 64$/);
  assert.deepEqual(await lit(user, "formula"), ["out"]);
  assert.equal(await user.at("row-1 field-out_channels").evaluate(field => !!field.closest("[data-lit-out]")), true);
  assert.equal(await user.page.locator("#diagram .over .patch").count(), 1);
  assert.equal(await user.page.locator("#diagram [aria-live=polite]").count(), 1);
  await user.isAccessible();
  // Back to the element that the keys left; the focus was there all the while.
  await user.press("Escape");
  await user.expects("pointed", element);
  assert.equal(await matrix.evaluate(stop => stop === document.activeElement), true);
});

test("the edges of the twin are gone through with keys", { language: "zh" }, async user => {
  await user.at("row-1 field-kind").focus();
  await user.click("level-cells");
  await user.at("twin").locator("svg.cells").first().focus();
  await user.press("ArrowDown");
  const cell = await user.see("twin-line");
  await user.press("e");
  await user.expects("twin-edge", /^Y 的/);
  const first = await user.see("twin-edge");
  // It is brought into view.
  const mark = user.page.locator(".cells .lights .patch");
  const seen = () => mark.evaluate(mark => {
    const box = mark.getBoundingClientRect();
    return box.bottom <= document.querySelector(".twin-player").getBoundingClientRect().top;
  });
  assert.equal(await seen(), true);
  await user.press("ArrowRight");
  assert.notEqual(await user.see("twin-edge"), first);
  await user.press("ArrowLeft");
  await user.expects("twin-edge", first);
  assert.ok((await lit(user, "formula")).length > 0);
  assert.ok((await user.page.locator(".cells .lights .lit").count()) > 0);
  await user.isAccessible();
  await user.press("e");
  await user.expects("twin-line", cell);
});

for (const language of ["en", "zh"]) {
  test(`the factors of a line of the formula are gone through with keys, ${language}`, { language }, async user => {
    await user.at("row-1 field-kind").focus();
    const line = user.page.locator("#formula .cost .equation");
    await line.focus();
    await user.press("ArrowRight");
    const first = await focus(user);
    assert.match(first.classes, /hue-/);
    assert.notEqual(first.outline, "none");
    const said = await user.at("factor").textContent();
    assert.match(said, language === "en" ? /[a-z]/ : /[一-鿿]/);
    const quantity = first.classes.match(/hue-(\w+)/)[1];
    for (const place of ["diagram", "formula", "ledger"]) assert.deepEqual(await lit(user, place), [quantity]);
    await user.press("ArrowRight");
    await user.press("ArrowRight");
    assert.notDeepEqual(await focus(user), first);
    await user.isAccessible();
    await user.press("ArrowLeft");
    await user.press("ArrowLeft");
    assert.deepEqual(await focus(user), first);
    await user.press("Escape");
    assert.ok(await line.evaluate(line => line === document.activeElement));
    assert.deepEqual(await lit(user, "diagram"), []);
    // One stop of the Tab key for a line, whatever was reached in it.
    await user.press("ArrowRight");
    await user.press("Tab");
    assert.ok(!(await line.evaluate(line => line.contains(document.activeElement))));
    assert.deepEqual(await lit(user, "diagram"), []);
  });
}

test("a factor that is reached lights the cells of the twin, and the help tells the keys", async user => {
  await user.at("row-1 field-kind").focus();
  await user.click("level-cells");
  await user.at("twin-step").waitFor();
  // A pointer under which the page moves points at something else.
  await user.page.mouse.move(0, 0);
  await user.page.locator("#formula .cost .equation").focus();
  await user.press("ArrowRight");
  await user.at("twin-about").waitFor();
  await user.page.locator("#formula .cost .equation").focus();
  await user.at("twin-about").waitFor({ state: "detached" });
  await user.press("?");
  for (const keys of ["E", "← →"]) await user.page.locator("#help kbd").getByText(keys, { exact: true }).waitFor();
});
