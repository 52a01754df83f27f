// Other ways in: with the colours of the reader's system, with less motion, and with a finger.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

/** How much each of the elements that are found stands out from what is behind it, from 1 to 21. */
function contrasts(page, selector, property, pseudo = null) {
  return page.locator(selector).evaluateAll(
    (elements, [property, pseudo]) => {
      const parse = color => color.match(/[\d.]+/g).map(Number);
      const luminance = ([red, green, blue]) => {
        const [r, g, b] = [red, green, blue].map(part => part / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = element => {
        for (let at = element; at; at = at.parentElement) {
          const color = parse(getComputedStyle(at).backgroundColor);
          if (color[3] !== 0) return color;
        }
        return parse(getComputedStyle(document.documentElement).backgroundColor);
      };
      return elements.map(element => {
        const style = getComputedStyle(element, pseudo);
        const color = parse(style[property]);
        const ground = behind(pseudo || property === "backgroundColor" || property === "outlineColor" ? element.parentElement : element);
        // What is seen through lets as much through of what is behind it.
        const opacity = Number(style.opacity) * (color[3] ?? 1);
        const seen = [0, 1, 2].map(part => color[part] * opacity + ground[part] * (1 - opacity));
        const [light, dark] = [luminance(seen), luminance(ground)].sort((one, other) => other - one);
        return (light + 0.05) / (dark + 0.05);
      });
    },
    [property, pseudo],
  );
}

for (const theme of ["light", "dark"]) {
  test(`in colours of the reader's own nothing is lost, ${theme}`, { theme, prepare: page => page.emulateMedia({ forcedColors: "active" }) }, async user => {
    const { page } = user;
    assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
    const standsOut = async (selector, property, least, pseudo) => {
      const found = await contrasts(page, selector, property, pseudo);
      assert.ok(found.length > 0, `${selector} is there`);
      for (const contrast of found) assert.ok(contrast >= least, `${selector}: ${property} ${found}`);
    };
    const outlined = async selector => {
      const widths = await page.locator(selector).evaluateAll(all => all.map(element => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
      }));
      assert.ok(widths.length > 0 && widths.every(width => width > 0), `${selector}: ${widths}`);
      await standsOut(selector, "outlineColor", 3);
    };
    await user.isLegible();
    // Bars, wires and the signs on buttons.
    await standsOut(".bar rect:not([width='0'])", "fill", 3);
    await standsOut(".share-bar rect", "fill", 3);
    await standsOut("button.icon:enabled svg", "color", 4.5);
    // The row that is shown, the rows that are selected, and where the keyboard is.
    await user.at("row-1 field-name").click();
    await standsOut(".row.head", "backgroundColor", 3, "::before");
    await user.at("row-2 field-name").click({ modifiers: ["Shift"] });
    await outlined(".row.selected");
    await user.press("Tab");
    await outlined(":focus-visible");
    // What is wrong.
    await user.type("row-2 field-groups", "5");
    await user.at("row-2 cell-error").locator("[data-act=repair]").first().waitFor();
    await user.press("Tab");
    await outlined("[aria-invalid=true]");
    await user.isLegible();
    await user.press("Control+z");
    // What is drawn.
    await user.at("row-1 field-kind").focus();
    await user.at("diagram").waitFor();
    await standsOut(".diagram .edge", "stroke", 3);
    await user.click("level-cells");
    await user.at("twin").waitFor();
    await user.isLegible("#pass");
  });
}

test("with less motion nothing moves by itself", { prepare: page => page.emulateMedia({ reducedMotion: "reduce" }) }, async user => {
  const { page } = user;
  // A step at once is no motion.
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter(animation => Number(animation.effect.getTiming().duration) > 0).length);
  const eased = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .flatMap(element => [null, "::before", "::after"].map(pseudo => getComputedStyle(element, pseudo)))
        .filter(style => style.transitionDuration.split(",").some(time => parseFloat(time) > 0))
        .length,
    );
  assert.equal(await eased(), 0);
  await user.at("row-1 field-kind").focus();
  await user.at("diagram").locator("[data-matrix]").first().hover();
  assert.equal(await moving(), 0);
  await user.type("row-2 field-groups", "5");
  await user.at("row-2 cell-error").locator("[data-act=repair]").first().waitFor();
  assert.equal(await moving(), 0);
  await user.press("Control+z");
  await user.at("row-1 field-kind").focus();
  await user.click("level-cells");
  await user.at("twin").waitFor();
  assert.equal(await moving(), 0);
  assert.equal(await eased(), 0);
});

for (const [width, height] of [[1440, 900], [390, 844]]) {
  test(`a finger drags a row by its handle, ${width}×${height}`, { width, height, touch: true }, async user => {
    const names = () => user.page.getByTestId("field-name").evaluateAll(fields => fields.map(field => field.value));
    const finger = await user.page.context().newCDPSession(user.page);
    const touch = (type, x, y) => finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    const middle = async locator => {
      const { x, y, width, height } = await locator.boundingBox();
      return [x + width / 2, y + height / 2];
    };
    await user.at("row-2").locator(".handle").scrollIntoViewIfNeeded();
    const [x, from] = await middle(user.at("row-2").locator(".handle"));
    const { y: top } = await user.at("row-1").boundingBox();
    const scrolled = () => user.page.evaluate(() => [scrollY, document.querySelector(".scroll").scrollTop]);
    const before = await scrolled();
    const to = Math.max(top, 0) + 8;
    await touch("touchStart", x, from);
    for (const share of [0.25, 0.5, 0.75, 1]) await touch("touchMove", x, from + (to - from) * share);
    await user.page.locator(".below-drop").waitFor();
    await touch("touchEnd");
    await user.page.waitForFunction(() => document.querySelector("[data-testid=field-name]").value === "grouped");
    assert.deepEqual(await names(), ["grouped", "conv", "up", "grouped_up"]);
    assert.deepEqual(await scrolled(), before, "the page stays where it is");
    await user.click("undo");
    assert.deepEqual(await names(), ["conv", "grouped", "up", "grouped_up"]);
  });
}

for (const language of ["en", "zh"]) {
  test(`on a phone the header is three lines, and what a layer comes to stands on one, ${language}`, { language, width: 390, height: 844 }, async user => {
    const { page } = user;
    const header = await page.locator(".header").boundingBox();
    assert.ok(header.height <= 160, `${header.height}`);
    const { x, width } = await user.at("theme").boundingBox();
    assert.ok(x >= 0 && x + width <= 391);
    assert.ok((await user.at("undo").boundingBox()).x >= 0);
    for (const row of ["row-1", "row-3"]) {
      const tops = await page.evaluate(row => ["output_shape", "params", "cost"].map(cell => Math.round(document.querySelector(`[data-testid=${row}] [data-testid=cell-${cell}]`).getBoundingClientRect().top)), row);
      assert.equal(new Set(tops).size, 1, `${tops}`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await user.type("row-2 field-groups", "5");
    await user.at("row-2 cell-error").locator("[data-act=repair]").first().waitFor();
    assert.equal(await page.locator(".foot").evaluate(foot => getComputedStyle(foot).position), "static");
    const covered = await user.at("row-2 cell-error").locator("[data-act=repair]").first().evaluate(repair => {
      const { left, top, width, height } = repair.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) !== repair;
    });
    assert.ok(!covered);
    await user.isAccessible();
  });
}
