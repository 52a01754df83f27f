// The first visit downloads little: all files of the page, compressed as a server would, within a budget.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { DIST } from "./harness.mjs";

const BUDGET = 200_000;

test("the whole page is at most 200 KB, compressed", () => {
  const rows = readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => {
      const bytes = readFileSync(join(entry.parentPath ?? entry.path, entry.name));
      return { file: entry.name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
    })
    .sort((a, b) => b.gzip - a.gzip);
  const sum = column => rows.reduce((total, row) => total + row[column], 0);
  rows.push({ file: "total", bytes: sum("bytes"), gzip: sum("gzip") }, { file: "budget", gzip: BUDGET });

  for (const { file, bytes = "", gzip } of rows) {
    console.log(`${file.padEnd(44)} ${String(bytes).padStart(9)} ${String(gzip).padStart(9)}`);
  }
  assert(sum("gzip") > 0 && rows.at(-2).gzip <= BUDGET, `The page is ${rows.at(-2).gzip} bytes, compressed.`);
});
