// What a keystroke costs, from the event to the painted result, beside a page in plain JavaScript that shows the same
// table (plain/), at 100, 1,000 and 10,000 rows. Run with `make bench`; main-thread.mjs says what is measured.
//
// Three keystrokes, by how far they reach: a number that changes the row and the one below it; one that makes its row
// the dearest, so that the bars of all rows change; and one in the input's height, so that everything changes.
import { fileURLToPath } from "node:url";
import { serveFolder } from "../tests/browser/static-server.mjs";
import { cost, medians, open, printTable, withBrowser } from "./main-thread.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const ROWS = (process.env.ROWS ?? "100,1000,10000").split(",").map(Number);
const STROKES = Number(process.env.STROKES ?? 11);

/** The network that the plain page starts with, as a document. */
function network(rows) {
  const layer = at => ({ name: `conv${at + 1}`, kind: "conv2d", out_channels: 64, kernel_size: 3, padding: 1 });
  return JSON.stringify({
    format: "im2cost/1",
    name: "chain",
    input: { batch: 1, channels: 64, height: 56, width: 56 },
    layers: Array.from({ length: rows }, (_, at) => layer(at)),
  });
}

// Where to type, and the key that is pressed at the end of what stands there; Backspace takes it back.
const ACTS = [
  { name: "one row", page: '[data-testid="row-3"] [data-field="out_channels"]', plain: '[data-row="2"] [data-field="out"]', keys: ["Backspace", "4"] },
  { name: "all bars", page: '[data-testid="row-3"] [data-field="out_channels"]', plain: '[data-row="2"] [data-field="out"]', keys: ["4", "Backspace"] },
  { name: "all rows", page: '[data-input="height"]', plain: '[data-input="2"]', keys: ["Backspace", "6"] },
];

/** The middle cost of typing a key and taking it back, in each tab; in turns, since the machine is not always as fast. */
async function typing(tabs, keys) {
  const costs = tabs.map(() => []);
  for (const { tab, selector } of tabs) {
    const field = tab.page.locator(selector);
    await field.click();
    await field.press("End");
  }
  // The first few warm up what the browser compiles.
  for (let stroke = 0; stroke < STROKES + 2; stroke++) {
    for (const [at, { tab }] of tabs.entries()) {
      await tab.page.bringToFront();
      for (const key of keys) costs[at].push(await cost(tab, () => tab.page.keyboard.press(key)));
    }
  }
  return costs.map(costs => medians(costs.slice(2 * keys.length)));
}

async function main() {
  const server = await serveFolder(ROOT);
  const table = [["rows, keystroke", "page, ms", "script", "style", "layout", "plain, ms", "ratio"]];
  await withBrowser(async browser => {
    for (const rows of ROWS) {
      const plain = await open(browser, `${server.url}benches/plain/index.html?rows=${rows}`);
      const page = await open(browser, `${server.url}dist/index.html`);
      await page.page.setInputFiles('[data-testid="open-file"]', {
        name: "chain.im2cost.json",
        mimeType: "application/json",
        buffer: Buffer.from(network(rows)),
      });
      await page.page.locator('[data-testid="row-100"]').waitFor({ state: "attached", timeout: 60_000 });
      for (const act of ACTS) {
        const tabs = [{ tab: page, selector: act.page }, { tab: plain, selector: act.plain }];
        const [ours, theirs] = await typing(tabs, act.keys);
        const figures = [ours.all, ours.script, ours.style, ours.layout, theirs.all].map(time => time.toFixed(1));
        table.push([`${rows}, ${act.name}`, ...figures, (ours.all / theirs.all).toFixed(2)]);
      }
      await page.page.close();
      await plain.page.close();
    }
  });
  server.close();
  printTable(table);
}

await main();
