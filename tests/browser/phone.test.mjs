// What a person does on a phone, with a finger: everything is in reach, and large enough to be pressed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "./harness.mjs";

const example = name => ({
  "im2cost/document": readFileSync(new URL(`../../static/examples/${name}.im2cost.json`, import.meta.url), "utf8"),
});
const PHONES = [
  { width: 390, height: 844, touch: true, language: "en" },
  { width: 360, height: 740, touch: true, language: "zh" },
];

/** Whether an element is in the window, and nothing stands over its middle. */
const isInReach = locator =>
  locator.evaluate(element => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const inWindow = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return inWindow && element.contains(seen);
  });

async function reaches(locator) {
  await locator.waitFor();
  for (let patience = 100; patience > 0 && !(await isInReach(locator)); patience--) await locator.page().waitForTimeout(20);
  assert(await isInReach(locator), `${locator} is out of reach: ${await locator.evaluate(element => element.outerHTML + JSON.stringify(element.getBoundingClientRect()))}`);
}

for (const phone of PHONES) {
  const { language } = phone;

  test(`a finger goes from a row to its picture and back, far down a long network (${language})`, { ...phone, storage: example("resnet152") }, async user => {
    const row = user.at("row-300");
    await row.scrollIntoViewIfNeeded();
    await row.getByTestId("field-name").tap();
    const name = await row.getByTestId("field-name").inputValue();
    await user.expects("selected-name", `300 ${name}`);
    await user.at("to-picture").tap();
    const heading = user.page.locator(".inspector .layer-name");
    await reaches(heading);
    assert.equal(await heading.innerText(), name);
    await user.at("to-row").tap();
    await reaches(row.getByTestId("field-name"));
  });

  test(`what was done is taken back wherever the page is (${language})`, { ...phone, storage: example("resnet50") }, async user => {
    const row = user.at("row-100");
    await row.getByTestId("field-name").tap();
    await reaches(user.at("duplicate"));
    await user.at("duplicate").tap();
    await user.expects("selected-name", /^101 /);
    await reaches(user.at("undo"));
    await user.at("undo").tap();
    await user.expects("selected-name", /^100 |^101 /);
    await user.at("to-picture").tap();
    await reaches(user.at("redo"));
  });

  test(`every button of the header is in view (${language})`, phone, async user => {
    const places = ["name", "new", "examples", "import", "save", "export", "share", "convention", "help", "language", "theme", "undo"];
    for (const place of places) assert(await isInReach(user.at(place)), place);
    const width = await user.page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, phone.width, "The page scrolls sideways.");
  });

  test(`menus end above the end of the screen, and their ends are reached (${language})`, phone, async user => {
    for (const menu of ["examples", "convention", "export", "by-kind"]) {
      await user.at(menu).tap();
      const open = user.page.locator(".popover:popover-open");
      await open.waitFor();
      const { top, bottom } = await open.evaluate(menu => menu.getBoundingClientRect().toJSON());
      assert(top >= 0 && bottom <= phone.height, `${menu}: ${top} to ${bottom}`);
      const last = open.locator("button, input, data").last();
      await last.scrollIntoViewIfNeeded();
      await reaches(last);
      await user.press("Escape");
      await open.waitFor({ state: "detached" });
    }
  });

  test(`help begins with what words mean, not with keys (${language})`, phone, async user => {
    await user.at("help").tap();
    const top = selector => user.page.locator(selector).first().evaluate(element => element.getBoundingClientRect().top);
    assert(await top(".help dl:last-of-type") < await top(".help .keys"));
    await reaches(user.page.locator(".help dl:not(.keys) dt").first());
    await user.isAccessible();
  });

  test(`everything is large enough for a finger (${language})`, { ...phone, storage: example("lenet5") }, async user => {
    const linear = await user.page.locator("[data-testid^=row-]:has([data-testid=field-out_features])").first();
    await linear.getByTestId("field-name").tap();
    const small = await user.page.evaluate(() => {
      const pressed = "button:not(.number, [tabindex='-1']), select, summary, input:not([type=checkbox], [type=file]), label:has([type=checkbox])";
      const sizes = [...document.querySelectorAll(pressed)].map(element => {
        const { width, height } = element.getBoundingClientRect();
        return { what: element.dataset.testid || element.textContent.slice(0, 30), width, height };
      });
      return sizes.filter(({ width, height }) => width > 0 && (Math.max(width, height) < 40 || Math.min(width, height) < 32));
    });
    assert.deepEqual(small, []);
  });
}

test("a row that is chosen in the bar of shares comes into view", { width: 390, height: 844, touch: true }, async user => {
  const bar = await user.at("share-bar").boundingBox();
  await user.page.mouse.click(bar.x + bar.width * 0.99, bar.y + bar.height / 2);
  const row = user.at("row-4");
  await user.page.waitForFunction(() => document.querySelector(".row.head")?.dataset.testid === "row-4");
  await user.page.waitForFunction(() => {
    const { top, bottom } = document.querySelector(".row.head").getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight + 1;
  });
  await row.waitFor();
});

test("on the narrowest phone the header has three lines", { width: 360, height: 800, touch: true }, async user => {
  const tops = await user.page.locator(".header").evaluate(header =>
    [...header.querySelectorAll("button, select, .button, .network-name")].filter(part => part.offsetParent && !part.closest(".popover, .steps"))
      .map(part => Math.round((part.getBoundingClientRect().top + part.getBoundingClientRect().bottom) / 2)));
  const lines = tops.toSorted((one, other) => one - other).filter((top, at, all) => at === 0 || top - all[at - 1] > 8);
  assert.equal(lines.length, 3, `${lines}`);
  // What is counted still has its name.
  await user.page.getByRole("button", { name: /Counting MACs/ }).waitFor();
});
