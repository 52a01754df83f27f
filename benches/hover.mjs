// What pointing at something in the diagram costs, to scale and cell by cell, in small layers, in very large ones and
// beside a long table. Run with `make bench`; main-thread.mjs says what is measured. The pointer moves over the picture,
// each time to another place; only moves that light up something else are counted.
import { fileURLToPath } from "node:url";
import { serveFolder } from "../tests/browser/static-server.mjs";
import { cost, medians, open, painted, printTable, withBrowser } from "./main-thread.mjs";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const MOVES = 24;

const LAYERS = [
  ["3×3, 64 → 64", { height: 56, width: 56 }, { kind: "conv2d", out_channels: 64, kernel_size: 3, padding: 1 }],
  ["depthwise 3×3, 512 groups", { height: 14, width: 14, channels: 512 }, { kind: "conv2d", out_channels: 512, kernel_size: 3, padding: 1, groups: 512 }],
  ["7×7, 64 → 4096", { height: 7, width: 7 }, { kind: "conv2d", out_channels: 4096, kernel_size: 7 }],
  ["transposed 64×64, 64 → 64, stride 32", { height: 70, width: 70 }, { kind: "conv_transpose2d", out_channels: 64, kernel_size: 64, stride: 32 }],
  ["3×3 on 65536×65536", { height: 65536, width: 65536 }, { kind: "conv2d", out_channels: 64, kernel_size: 3, padding: 1 }],
  ["3×3, 64 → 64, first of 1,000", { height: 56, width: 56 }, { kind: "conv2d", out_channels: 64, kernel_size: 3, padding: 1 }, 1000],
];

/** A network of `rows` layers, all of them this one. */
function network(name, input, layer, rows = 1) {
  const layers = Array.from({ length: rows }, (_, at) => ({ name: at === 0 ? `${name}!` : `layer${at}`, ...layer }));
  return JSON.stringify({ format: "im2cost/1", name: "one layer", input: { batch: 1, channels: 64, ...input }, layers });
}

/** Each level's button, its picture, what is drawn anew in it when something is pointed at, and where to point. */
const LEVELS = [
  ["to scale", "level-scale", page => page.getByTestId("diagram"), ".over", everywhere],
  ["cells", "level-cells", page => page.getByTestId("twin").locator("svg.cells").first(), ".lights", cellsInView],
];

/** Places all over a picture. */
async function everywhere(picture) {
  const { x, y, width, height } = await picture.boundingBox();
  const part = (move, stride) => ((move * stride) % MOVES) / MOVES;
  return Array.from({ length: MOVES }, (_, move) => [x + width * part(move, 7), y + height * part(move, 5)]);
}

/** Cells of a picture that are in view, each far from the one before. */
async function cellsInView(picture) {
  const places = await picture.evaluate(picture =>
    [...picture.querySelectorAll("[data-value]")]
      .map(cell => cell.getBoundingClientRect())
      .map(({ x, y, width, height }) => [x + width / 2, y + height / 2])
      .filter(([x, y]) => picture.contains(document.elementFromPoint(x, y))));
  return Array.from({ length: MOVES }, (_, move) => places[(move * 7919) % places.length]);
}

/** The middle cost of a walk over a picture, that of as many frames in which nothing happens, and its elements. */
async function walk(tab, picture, over, places) {
  await picture.scrollIntoViewIfNeeded();
  await painted(tab.page);
  const lit = () => picture.locator(over).innerHTML();
  let before = await lit();
  const costs = [];
  for (const [left, top] of await places(picture)) {
    const spent = await cost(tab, () => tab.page.mouse.move(left, top));
    const now = await lit();
    if (now !== before) costs.push(spent);
    before = now;
  }
  const idle = [];
  for (let times = 0; times < MOVES; times++) idle.push(await cost(tab, () => {}));
  return { ...medians(costs), idle: medians(idle).all, elements: await picture.evaluate(element => element.querySelectorAll("*").length) };
}

async function main() {
  const server = await serveFolder(DIST);
  const table = [["pointing in the diagram of", "", "ms above idle", "idle", "script", "style", "layout", "elements"]];
  const line = (what, level, { all, idle, script, style, layout, elements }) =>
    table.push([what, level, ...[all - idle, idle, script, style, layout].map(time => time.toFixed(1)), String(elements)]);
  await withBrowser(async browser => {
    const tab = await open(browser, server.url);
    for (const [name, ...layer] of LAYERS) {
      const buffer = Buffer.from(network(name, ...layer));
      await tab.page.setInputFiles('[data-testid="open-file"]', { name: "layer.json", mimeType: "application/json", buffer });
      await tab.page.locator(".layer-name", { hasText: `${name}!` }).waitFor();
      for (const [level, button, picture, over, places] of LEVELS) {
        await tab.page.getByTestId(button).click();
        await picture(tab.page).waitFor();
        line(name, level, await walk(tab, picture(tab.page), over, places));
      }
    }
  });
  server.close();
  printTable(table);
}

await main();
