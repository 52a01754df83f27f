// The first visit downloads little: all files of the page, compressed as a server would. The aim is 200 KB, which the
// page is over; until it is reached, the ceiling keeps it from growing unseen.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { DIST } from "./harness.mjs";

const AIM = 200_000;
const CEILING = 585_000;

test("the whole page is at most its ceiling, compressed", () => {
  const rows = readdirSync(DIST, { recursive: true, withFileTypes: true })
    // The examples are read when one is chosen.
    .filter(entry => entry.isFile() && !(entry.parentPath ?? entry.path).endsWith("examples"))
    .map(entry => {
      const bytes = readFileSync(join(entry.parentPath ?? entry.path, entry.name));
      return { file: entry.name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
    })
    .sort((a, b) => b.gzip - a.gzip);
  const sum = column => rows.reduce((total, row) => total + row[column], 0);
  rows.push({ file: "total", bytes: sum("bytes"), gzip: sum("gzip") }, { file: "ceiling", gzip: CEILING }, { file: "aim", gzip: AIM });

  for (const { file, bytes = "", gzip } of rows) {
    console.log(`${file.padEnd(44)} ${String(bytes).padStart(9)} ${String(gzip).padStart(9)}`);
  }
  assert(sum("gzip") > 0 && rows.at(-3).gzip <= CEILING, `The page is ${rows.at(-3).gzip} bytes, compressed.`);
});
