// What a user does on the built page, for tests: `make browser` runs them on dist/, in a real Chromium.
//
// A test is a story of a user's acts. It gets a fresh profile, and fails by itself when the page logs an error, throws,
// breaks its content security policy, or asks anything of another origin:
//
//   import { test } from "./harness.mjs";
//
//   test("a wider layer costs more", { language: "zh", theme: "dark" }, async user => {
//     await user.type("row-1 field-out_channels", "128");
//     await user.expects("row-1 cell-output_shape", [1, 128, 112, 112]);
//     await user.expects("total-macs", 236027904n);
//   });
//
// A place on the page is named by its `data-testid`s, from the outside in: "total-macs", "row-3 field-stride".
// Options: language ("en"), theme ("light"), width (1440), height (900), storage ({}, local storage as left by an
// earlier visit), hash ("", what the link carries), touch (false, whether fingers do it), and prepare, a function that
// gets Playwright's page before it loads anything. For what is not here, `user.page` is that page.
import assert from "node:assert/strict";
import { after, test as nodeTest } from "node:test";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { findChromium } from "./chromium.mjs";
import { serveFolder } from "./static-server.mjs";

export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

// The machine may be busy with other work; a wait is cut short only where nothing comes at all.
const PATIENCE = 20_000;
const LOCALES = { en: "en-US", zh: "zh-CN" };
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const closing = [];
after(async () => {
  for (const close of closing.reverse()) await close();
});

let sharedBrowser;
async function launch() {
  const executablePath = findChromium();
  assert(executablePath, "No Chromium here: set CHROMIUM to a browser's path.");
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  closing.push(() => browser.close());
  return browser;
}

/** Serves a folder under a path until the tests of this file are over; resolves to the address. */
export async function serve(folder = DIST, path = "/some/deep/path/") {
  const server = await serveFolder(folder, path);
  closing.push(server.close);
  return server.url;
}

let sharedAddress;

/**
 * Opens the page, or the one at `address`, in a fresh profile. Most tests want `test` instead: here it is for the caller
 * to look at `user.problems` and to `user.leave()`.
 */
export async function openPage(options = {}) {
  const { language = "en", theme = "light", width = 1440, height = 900, storage = {}, hash = "" } = options;
  const { touch = false, prepare = () => {} } = options;
  const address = options.address ?? (await (sharedAddress ??= serve()));
  const browser = await (sharedBrowser ??= launch());
  const { origin } = new URL(address);
  const context = await browser.newContext({
    locale: LOCALES[language] ?? language,
    colorScheme: theme,
    viewport: { width, height },
    hasTouch: touch,
    storageState: {
      cookies: [],
      origins: [{ origin, localStorage: Object.entries(storage).map(([name, value]) => ({ name, value })) }],
    },
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const user = new User(page, watch(page, origin));
  await prepare(page);
  await page.goto(address + hash);
  return user;
}

/** A list that fills with whatever goes wrong on the page. */
function watch(page, origin) {
  const problems = [];
  page.on("console", message => {
    // A breach of the policy is logged as an error too.
    if (message.type() === "error") problems.push(`logged: ${message.text()}`);
  });
  page.on("pageerror", error => problems.push(`threw: ${error.message}`));
  page.on("crash", () => problems.push("crashed"));
  page.on("request", request => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) problems.push(`asked for: ${url}`);
  });
  return problems;
}

/** A test on a page of its own, on which nothing may go wrong. */
export function test(name, options, story) {
  if (story === undefined) [options, story] = [{}, options];
  nodeTest(name, async () => {
    const user = await openPage(options);
    let failure;
    try {
      await user.started();
      await story(user);
    } catch (error) {
      failure = error;
    }
    await user.leave();
    // First, since it is often why the story failed.
    if (user.problems.length > 0) {
      throw new Error(`On the page, this went wrong:\n${user.problems.join("\n")}`, { cause: failure });
    }
    if (failure) throw failure;
  });
}

export class User {
  constructor(page, problems) {
    this.page = page;
    this.problems = problems;
  }

  /** Waits until the page is mounted. */
  async started() {
    await this.page.locator("#boot-loading").waitFor({ state: "detached" });
  }

  async leave() {
    await this.page.context().close();
  }

  /** The element at a place, as Playwright's locator. */
  at(place) {
    return place.split(" ").reduce((outer, testid) => outer.getByTestId(testid), this.page);
  }

  async click(place) {
    await this.at(place).click();
  }

  /** Replaces what stands in a field, key by key, as a person does. */
  async type(place, text) {
    const field = this.at(place);
    await field.click();
    await field.press("ControlOrMeta+a");
    await field.press("Delete");
    await field.pressSequentially(text);
  }

  /** Chooses an option of a menu by its value. */
  async choose(place, value) {
    await this.at(place).selectOption(value);
  }

  async tick(place, on = true) {
    await this.at(place).setChecked(on);
  }

  /** Presses a key where the focus is: "Tab", "Control+z", "Alt+ArrowUp". */
  async press(key) {
    await this.page.keyboard.press(key);
  }

  /** Reloads the page, and waits until it is mounted again. */
  async reload() {
    await this.page.reload();
    await this.started();
  }

  /** The text at a place, once it is in view. */
  async see(place) {
    const element = this.at(place);
    await element.waitFor();
    return element.innerText();
  }

  /** The exact count at a place. */
  async value(place) {
    return BigInt(await this.data(place));
  }

  /** The exact shape at a place, as an array of numbers. */
  async shape(place) {
    return (await this.data(place)).split(",").map(Number);
  }

  /** The `value` of the one `<data>` at a place. */
  async data(place) {
    return this.at(place).locator("data").getAttribute("value");
  }

  /** Waits until a place shows a count (a bigint), a shape (an array), or a text (a string or a pattern). */
  async expects(place, expected, patience = PATIENCE) {
    const read = { bigint: () => this.value(place), object: () => this.shape(place) };
    const isText = typeof expected === "string" || expected instanceof RegExp;
    const actual = isText ? () => this.see(place) : read[typeof expected];
    const agrees = seen => {
      if (expected instanceof RegExp) assert.match(seen, expected);
      else assert.deepEqual(seen, expected);
    };
    const deadline = Date.now() + patience;
    for (;;) {
      try {
        return agrees(await actual());
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await this.page.waitForTimeout(20);
      }
    }
  }

  /** The page, or the part of it that a selector finds, breaks no rule of accessibility that axe knows. */
  async isAccessible(part = "html") {
    await this.breaksNo({}, part);
  }

  /** What stands there can be read, in the colours as they are now. */
  async isLegible(part = "html") {
    await this.breaksNo({ runOnly: ["color-contrast"] }, part);
  }

  async breaksNo(rules, part) {
    if (!(await this.page.evaluate(() => "axe" in globalThis))) await this.page.evaluate(axe.source);
    const run = ([part, options]) => globalThis.axe.run(part, options);
    const { violations } = await this.page.evaluate(run, [part, { reporter: "no-passes", ...rules }]);
    assert.deepEqual(violations.map(({ help, nodes }) => `${help}: ${nodes.map(node => node.html).join(" ")}`), []);
  }
}
