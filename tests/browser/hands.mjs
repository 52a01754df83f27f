// The two ways in: a story told once is done with the mouse, and again with the keyboard alone.
//
//   withEitherHand("a wider layer costs more", async (user, hand) => {
//     await hand.type("row-1 field-out_channels", "128");
//     await hand.press("undo");
//   });
//
// The mouse clicks, and types only into what was clicked. The keyboard begins where a loaded page begins, and gets
// everywhere with Tab and the arrows: what it cannot reach, nobody can. A place is one of the harness, or a locator.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

/** Two tests of one story. */
export function withEitherHand(name, options, story) {
  if (story === undefined) [options, story] = [{}, options];
  for (const [how, Hand] of [["with the mouse", Mouse], ["with the keyboard alone", Keyboard]]) {
    test(`${name}, ${how}`, options, user => story(user, new Hand(user)));
  }
}

/** The same hand, on another page. */
export function handLike(hand, user) {
  return new hand.constructor(user);
}

class Hand {
  constructor(user) {
    this.user = user;
    this.page = user.page;
  }

  at(place) {
    return typeof place === "string" ? this.user.at(place) : place;
  }

  /** Puts a text where another program would, and pastes it where the focus is. */
  async paste(text) {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.evaluate(text => navigator.clipboard.writeText(text), text);
    await this.page.keyboard.press("ControlOrMeta+v");
  }

  /** Types what there is to type where the focus is, in place of what stands there. */
  async typeHere(text) {
    await this.page.keyboard.press("ControlOrMeta+a");
    if (text === "") await this.page.keyboard.press("Delete");
    else await this.page.keyboard.type(text);
  }
}

class Mouse extends Hand {
  /** Brings the focus, and with it the selection, to a field or button. */
  async go(place) {
    await this.at(place).click();
  }

  async press(place) {
    await this.at(place).click();
  }

  async type(place, text) {
    await this.go(place);
    await this.typeHere(text);
  }

  // The list of a menu is drawn by the system, where no test sees it.
  async choose(place, value) {
    await this.at(place).selectOption(value);
  }

  async tick(place) {
    await this.at(place).click();
  }

  async undo() {
    await this.press("undo");
  }

  async redo() {
    await this.press("redo");
  }

  /** Repeats, deletes, or puts a row below what is selected. */
  async repeat() {
    await this.press("duplicate");
  }

  async remove() {
    await this.press("delete");
  }

  async insert() {
    await this.press("insert");
  }

  /** Moves a row to where a later one stands, by its handle. */
  async moveDown(row, to) {
    const handle = await this.at(row).locator(".handle").boundingBox();
    const target = await this.at(to).boundingBox();
    await this.page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(target.x + 20, target.y + target.height - 4, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Selects the rows from one to another, by a field of each. */
  async select(from, to) {
    await this.go(from);
    await this.at(to).click({ modifiers: ["Shift"] });
  }
}

/** Which row a place is in. */
const number = place => Number(place.match(/row-(\d+)/)[1]);

// A way is looked for again where it was longer or shorter than it seemed.
const MOST_STEPS = 40;

class Keyboard extends Hand {
  async go(place) {
    const target = this.at(place);
    await target.waitFor();
    for (let step = 0; step < MOST_STEPS; step++) {
      const { key, times } = await target.evaluate(way);
      if (times === 0) return;
      for (let time = 0; time < times; time++) await this.page.keyboard.press(key);
    }
    assert.fail(`The keyboard does not get to ${place}.`);
  }

  async press(place) {
    await this.go(place);
    await this.page.keyboard.press("Enter");
  }

  async type(place, text) {
    await this.go(place);
    await this.typeHere(text);
  }

  /** Types the name of an entry, as far as it takes, and as far as there are keys for it. */
  async choose(place, value) {
    await this.go(place);
    const menu = this.at(place);
    const name = await menu.locator(`option[value="${value}"]`).innerText();
    // Where no key writes a name, arrows go on; in the table they would leave the menu.
    const inTable = await menu.evaluate(menu => menu.closest("[data-row]") !== null);
    const letters = inTable ? name.match(/^[ -~]*/)[0] : name;
    for (const letter of letters) {
      if ((await menu.inputValue()) === value) return;
      await this.page.keyboard.press(/[ -~]/.test(letter) ? letter.replace(" ", "Space") : "ArrowDown");
    }
    assert.equal(await menu.inputValue(), value);
  }

  async tick(place) {
    await this.go(place);
    await this.page.keyboard.press("Space");
  }

  async undo() {
    await this.page.keyboard.press("ControlOrMeta+z");
  }

  async redo() {
    await this.page.keyboard.press("ControlOrMeta+y");
  }

  async repeat() {
    await this.page.keyboard.press("Alt+Shift+ArrowDown");
  }

  async remove() {
    await this.page.keyboard.press("Alt+Delete");
  }

  async insert() {
    await this.page.keyboard.press("Alt+Enter");
  }

  async moveDown(row, to) {
    await this.go(`${row} field-name`);
    for (let step = number(to) - number(row); step > 0; step--) await this.page.keyboard.press("Alt+ArrowDown");
  }

  async select(from, to) {
    await this.go(from);
    const key = number(to) < number(from) ? "Shift+ArrowUp" : "Shift+ArrowDown";
    for (let step = Math.abs(number(to) - number(from)); step > 0; step--) await this.page.keyboard.press(key);
  }
}

/** On the page: which key brings the focus to an element, pressed how often. */
function way(target) {
  const active = document.activeElement;
  if (active === target) return { times: 0 };
  const isAfter = (one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const between = (elements, one, other) => elements.filter(element => isAfter(one, element) && isAfter(element, other)).length + 1;
  const row = element => element.closest("[data-row]");
  const isForward = active === document.body || isAfter(active, target);
  const [first, last] = isForward ? [active, target] : [target, active];
  // In the table the arrows are faster, but in a menu they choose.
  if (row(target) && row(active) && row(target) !== row(active) && active.dataset.field && active.tagName !== "SELECT") {
    const rows = [...document.querySelectorAll("[data-row][role=row]")];
    return { key: isForward ? "ArrowDown" : "ArrowUp", times: between(rows, row(first), row(last)) };
  }
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const stop = element => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true });
  return { key: isForward ? "Tab" : "Shift+Tab", times: between(stops.filter(stop), first, last) };
}
