// What opening an ONNX file of 500 MB with its weights inside costs: seconds until its layers are shown, and the bytes
// that are read of it. Run with `make bench`.
//
// The file is made here, and is sparse: the weights are holes. It is a chain of 53 convolutions of 512 channels.
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveFolder } from "../tests/browser/static-server.mjs";
import { open, printTable, withBrowser } from "./main-thread.mjs";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const LAYERS = 53;
const CHANNELS = 512;
const WEIGHTS = 4 * CHANNELS * CHANNELS * 9;

// Protocol buffers, as far as they are needed: a field is its number and wire type, then a varint or a length and bytes.
function varint(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return Buffer.from([...bytes, number]);
}
const integer = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);
const head = (field, length) => Buffer.concat([varint((field << 3) | 2), varint(length)]);
const message = (field, ...parts) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([head(field, body.length), body]);
};
const text = (field, value) => message(field, Buffer.from(value));

/** The description of a tensor, and the head of its data, whose bytes follow. */
function weight(name) {
  const dims = [CHANNELS, CHANNELS, 3, 3].map(extent => integer(1, extent));
  return Buffer.concat([...dims, integer(2, 1), text(8, name), head(9, WEIGHTS)]);
}

function node(at) {
  const ints = (name, values) => message(5, text(1, name), ...values.map(value => integer(8, value)), integer(20, 7));
  return message(
    1, text(1, at === 0 ? "x" : `x${at}`), text(1, `w${at}`), text(2, `x${at + 1}`), text(3, `conv${at}`), text(4, "Conv"),
    ints("kernel_shape", [3, 3]), ints("pads", [1, 1, 1, 1]),
  );
}

function tensor(field, name) {
  const dims = [1, CHANNELS, 28, 28].map(extent => message(1, integer(1, extent)));
  return message(field, text(1, name), message(2, message(1, integer(1, 1), message(2, ...dims))));
}

/** Writes the model, leaving out the bytes of the weights; answers how long it is. */
function writeModel(path) {
  const file = openSync(path, "w");
  const nodes = Array.from({ length: LAYERS }, (_, at) => node(at));
  const weights = Array.from({ length: LAYERS }, (_, at) => weight(`w${at}`));
  const ends = [tensor(11, "x"), tensor(12, `x${LAYERS}`)];
  const length = part => head(5, part.length + WEIGHTS).length + part.length + WEIGHTS;
  const graph = [...nodes, ...ends].reduce((sum, part) => sum + part.length, 0) + weights.map(length).reduce((a, b) => a + b, 0);
  let at = 0;
  const write = bytes => (at += writeSync(file, bytes, 0, bytes.length, at));
  write(integer(1, 7));
  write(head(7, graph));
  nodes.forEach(write);
  for (const part of weights) {
    write(head(5, part.length + WEIGHTS));
    write(part);
    at += WEIGHTS;
  }
  ends.forEach(write);
  write(message(8, integer(2, 13)));
  ftruncateSync(file, at);
  closeSync(file);
  return at;
}

/** Counts on the page what is read of files. */
function countReads() {
  const read = Blob.prototype.arrayBuffer;
  globalThis.bytesRead = 0;
  Blob.prototype.arrayBuffer = function () {
    globalThis.bytesRead += this.size;
    return read.call(this);
  };
  // From the moment at which the file is there until its last layer is.
  addEventListener("change", () => (globalThis.chosen = performance.now()), true);
  new MutationObserver(() => {
    if (document.querySelectorAll('[data-testid^="row-"]').length >= 53) globalThis.shown ??= performance.now();
  }).observe(document, { childList: true, subtree: true });
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "im2cost-"));
  try {
    const path = join(folder, "large.onnx");
    const length = writeModel(path);
    const server = await serveFolder(DIST);
    await withBrowser(async browser => {
      const { page } = await open(browser, server.url, page => page.addInitScript(countReads));
      await page.locator('[data-testid="open-file"]').setInputFiles(path);
      await page.waitForFunction(() => globalThis.shown !== undefined, undefined, { timeout: 60_000 });
      const { seconds, bytes } = await page.evaluate(() => ({
        seconds: (globalThis.shown - globalThis.chosen) / 1000, bytes: globalThis.bytesRead,
      }));
      printTable([
        ["opening an ONNX file", "bytes", "read", "share", "seconds"],
        ["weights inside", String(length), String(bytes), `${((100 * bytes) / length).toFixed(3)} %`, seconds.toFixed(2)],
      ]);
    });
    server.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main();
