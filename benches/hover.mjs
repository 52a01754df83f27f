// What pointing at something in the diagram costs, in small layers and in very large ones. Run with `make bench`;
// main-thread.mjs says what is measured. The pointer moves over the picture, each time to another place;
// only moves that light up something else are counted.
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
];

function network(name, input, layer) {
  return JSON.stringify({
    format: "im2cost/1", name: "one layer", input: { batch: 1, channels: 64, ...input }, layers: [{ name: `${name}!`, ...layer }],
  });
}

async function main() {
  const server = await serveFolder(DIST);
  const table = [["pointing in the diagram of", "ms", "script", "style", "layout", "elements"]];
  await withBrowser(async browser => {
    const tab = await open(browser, server.url);
    for (const [name, input, layer] of LAYERS) {
      const buffer = Buffer.from(network(name, input, layer));
      await tab.page.setInputFiles('[data-testid="open-file"]', { name: "layer.json", mimeType: "application/json", buffer });
      await tab.page.locator(".layer-name", { hasText: `${name}!` }).waitFor();
      const diagram = tab.page.getByTestId("diagram");
      await diagram.scrollIntoViewIfNeeded();
      await painted(tab.page);
      const { x, y, width, height } = await diagram.boundingBox();
      const lit = () => diagram.locator(".over").innerHTML();
      let before = await lit();
      const costs = [];
      for (let move = 0; move < MOVES; move++) {
        // A walk that meets every part of the picture.
        const [left, top] = [x + (width * ((move * 7) % MOVES)) / MOVES, y + (height * ((move * 5) % MOVES)) / MOVES];
        const spent = await cost(tab, () => tab.page.mouse.move(left, top));
        const now = await lit();
        if (now !== before) costs.push(spent);
        before = now;
      }
      const { all, script, style, layout } = medians(costs);
      const elements = await diagram.evaluate(element => element.querySelectorAll("*").length);
      table.push([name, ...[all, script, style, layout].map(time => time.toFixed(1)), String(elements)]);
    }
    const still = [];
    for (let times = 0; times < MOVES; times++) still.push(await cost(tab, () => painted(tab.page)));
    const { all, script, style, layout } = medians(still);
    table.push(["(waiting for as many frames)", ...[all, script, style, layout].map(time => time.toFixed(1)), ""]);
  });
  server.close();
  printTable(table);
}

await main();
