// Measures what an act costs the page's main thread, in a headless Chromium.
//
// The measure is the time that the renderer's main thread spends on tasks, script, style, layout and painting alike,
// from before the act until two frames later, as DevTools counts it (`Performance.getMetrics`, in the thread's own
// processor time). A clock from the event to the paint would be rounded up to whole frames of 16.7 ms, and would count
// whatever else the machine is doing. What the compositor and other processes do is not in it.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { findChromium } from "../tests/browser/chromium.mjs";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** Starts a browser, hands it to `work`, and closes it. */
export async function withBrowser(work) {
  const executablePath = findChromium();
  assert(executablePath, "No Chromium here: set CHROMIUM to a browser's path.");
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

/** A page of the browser, at 1440×900, with a meter of its main thread. */
export async function open(browser, address, prepare = () => {}) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on("pageerror", error => assert.fail(`The page threw: ${error.message}`));
  await prepare(page);
  await page.goto(address);
  const client = await context.newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, client };
}

/** Waits for two frames: whatever was to be painted is painted. */
export async function painted(page) {
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Milliseconds of the main thread until now. */
async function spent(client) {
  const { metrics } = await client.send("Performance.getMetrics");
  const names = ["TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];
  return names.map(name => 1000 * metrics.find(metric => metric.name === name).value);
}

/** What an act costs until it is painted: `{ all, script, style, layout }`, in milliseconds. */
export async function cost({ page, client }, act) {
  await painted(page);
  const before = await spent(client);
  await act();
  await painted(page);
  const after = await spent(client);
  const [all, script, style, layout] = after.map((time, at) => time - before[at]);
  return { all, script, style, layout };
}

/** The middle of several numbers. */
export function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The middles of several costs. */
export function medians(costs) {
  return Object.fromEntries(Object.keys(costs[0]).map(part => [part, median(costs.map(cost => cost[part]))]));
}

/** Prints rows of texts in columns, all but the first to the right. */
export function printTable(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map(row => row[at].length)));
  for (const row of rows) {
    console.log(row.map((text, at) => (at === 0 ? text.padEnd(widths[at]) : text.padStart(widths[at]))).join("  "));
  }
}
