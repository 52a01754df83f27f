// What a person meets who types something wrong: a sentence and repairs at once, and a table that stands still.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

const SIZES = { desk: [1440, 900], laptop: [1280, 720] };

/** Types a key, and tells how things stand in the very frame in which it is drawn. */
async function frameAfter(user, key) {
  await user.page.evaluate(() => {
    const seen = () => {
      const box = testid => document.querySelector(`[data-testid=${testid}]`)?.getBoundingClientRect().toJSON();
      const { x, y, width, height } = document.activeElement.getBoundingClientRect();
      const note = document.querySelector(".trouble");
      return {
        note: note?.getBoundingClientRect().toJSON(),
        text: note?.innerText,
        next: box("row-3")?.top,
        covered: document.elementFromPoint(x + width / 2, y + height / 2) !== document.activeElement,
      };
    };
    window.frame = new Promise(resolve => {
      document.addEventListener("input", () => requestAnimationFrame(() => resolve(seen())), { once: true });
    });
  });
  await user.press(key);
  return user.page.evaluate(() => window.frame);
}

for (const [name, [width, height]] of Object.entries(SIZES)) {
  for (const [language, sentence] of [["en", /5 groups do not divide/], ["zh", /5 个分组/]]) {
    test(`an error is said in the frame of its keystroke, and no row moves (${name}, ${language})`, { width, height, language }, async user => {
      const before = (await user.at("row-3").boundingBox()).y;
      await user.at("row-2 field-groups").click();
      await user.press("Control+a");
      const { note, text, next, covered } = await frameAfter(user, "5");
      assert.match(text, sentence);
      assert.match(text, /4/, "with a repair");
      assert.ok(note.height > 10 && note.left >= 0 && note.right <= width && note.bottom <= height, JSON.stringify(note));
      assert.equal(next, before);
      assert.ok(!covered);
      await user.page.waitForTimeout(500);
      assert.equal((await user.at("row-3").boundingBox()).y, before);
      await user.press("Enter");
      await user.page.waitForFunction(top => document.querySelector("[data-testid=row-3]").getBoundingClientRect().top > top, before);
    });
  }
}

test("a press on another row finds what was pressed, though the row that was left grows", async user => {
  await user.type("row-2 field-groups", "5");
  const box = await user.at("row-4 field-bias").boundingBox();
  await user.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await user.page.mouse.down();
  await user.page.waitForTimeout(600);
  await user.page.mouse.up();
  assert.equal(await user.at("row-4 field-bias").isChecked(), false);
  await user.page.waitForFunction(top => document.querySelector("[data-testid=row-4] [data-testid=field-bias]").getBoundingClientRect().top > top, box.y);
});

test("the last row in view shows what is wrong, if need be by scrolling", { height: 420 }, async user => {
  for (let row = 5; row < 12; row++) await user.click("add-row");
  await user.at("row-11 field-groups").click();
  await user.press("Control+a");
  const { note, covered } = await frameAfter(user, "7");
  const box = await user.page.locator(".scroll").boundingBox();
  assert.ok(note.bottom <= box.y + box.height + 1, JSON.stringify([note, box]));
  assert.ok(!covered);
});

test("from a wrong value to a repair and back, by keyboard alone", async user => {
  await user.type("row-2 field-groups", "5");
  await user.press("Control+Enter");
  const focused = () => user.page.evaluate(() => document.activeElement.dataset.testid ?? document.activeElement.dataset.act);
  assert.equal(await focused(), "repair");
  await user.press("Escape");
  assert.equal(await focused(), "field-groups");
  await user.press("Control+Enter");
  await user.press("Enter");
  await user.at("row-2 cell-error").waitFor({ state: "detached" });
  assert.equal(await focused(), "field-groups");
  assert.equal(await user.at("row-2 field-groups").inputValue(), "4");
});

test("on a phone what is wrong stands in the card of its row", { width: 390, height: 844 }, async user => {
  await user.type("row-2 field-groups", "5");
  const [card, note] = [await user.at("row-2").boundingBox(), await user.at("row-2 cell-error").boundingBox()];
  assert.ok(note.y > card.y && note.y + note.height <= card.y + card.height && note.width <= 390);
});

test("in an empty field, selecting all selects no rows", async user => {
  await user.at("row-2 field-groups").click();
  await user.press("Control+a");
  await user.press("Delete");
  await user.press("Control+a");
  assert.equal(await user.page.locator(".row.selected").count(), 1);
  await user.press("4");
  await user.press("Control+a");
  await user.press("Control+a");
  assert.equal(await user.page.locator(".row.selected").count(), 4);
});

test("while a row says what is wrong, the row below it can be clicked", async user => {
  await user.type("row-1 field-groups", "2");
  const said = await user.at("row-1 cell-error").boundingBox();
  const below = await user.at("row-2 field-name").boundingBox();
  // Where the sentence lies over the field.
  const at = { x: Math.max(said.x, below.x) + 8, y: Math.max(said.y, below.y) + 4 };
  assert.ok(at.y < Math.min(said.y + said.height, below.y + below.height), "nothing lies over the row");
  await user.page.mouse.click(at.x, at.y);
  assert.equal(await user.page.evaluate(() => document.activeElement.closest("[role=row]").dataset.testid), "row-2");
});
