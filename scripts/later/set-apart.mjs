// Makes two modules of a built page's one, smaller both: the first part in its place, and the other one beside it, where
// `static/boot.js` looks for it.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { alikeTogether } from "./alike.mjs";
import { read, write } from "./module.mjs";
import { split } from "./split.mjs";

const PATHS = fileURLToPath(new URL("paths.txt", import.meta.url));
const WASM_OPT = fileURLToPath(new URL("../../node_modules/.bin/wasm-opt", import.meta.url));

/** @param folder the built page  @param linked the module that the linker made of it */
export function setApart(folder, linked) {
  const page = join(folder, "index.html");
  const module = readdirSync(folder).find(name => name.endsWith("_bg.wasm"));
  const file = join(folder, module);
  const paths = readFileSync(PATHS, "utf8").split("\n").filter(line => line && !line.startsWith("#"));
  const original = readFileSync(file);
  const { now, later } = split(read(readFileSync(linked)), read(original), paths);

  const laterBytes = optimized(write(later), join(folder, "later.wasm"));
  const laterName = `later-${createHash("sha256").update(laterBytes).digest("hex").slice(0, 16)}.wasm`;
  writeFileSync(join(folder, laterName), laterBytes);
  const nowBytes = write(alikeTogether(read(optimized(write(now), file))));
  writeFileSync(file, nowBytes);

  const html = readFileSync(page, "utf8")
    .replace(integrity(original), integrity(nowBytes))
    .replace(/(?=src="[^"]*boot-)/, `data-later="./${laterName}" `);
  writeFileSync(page, html);
}

const integrity = bytes => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

/** Makes a module smaller, by way of a file that is there for that long. */
function optimized(bytes, file) {
  writeFileSync(file, bytes);
  execFileSync(WASM_OPT, ["-Oz", file, "-o", file], { stdio: ["ignore", "inherit", "inherit"] });
  const smaller = readFileSync(file);
  rmSync(file);
  return smaller;
}
