// Takes comments and indentation out of the style sheets of a built page, which are for those who read the source.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param folder the built page */
export function plainCss(folder) {
  const page = join(folder, "index.html");
  let html = readFileSync(page, "utf8");
  for (const name of readdirSync(folder).filter(name => name.endsWith(".css"))) {
    const file = join(folder, name);
    const before = readFileSync(file, "utf8");
    const after = before.replace(/\/\*[^]*?\*\//g, "").replace(/\s*\n\s*/g, "\n").trim();
    writeFileSync(file, after);
    html = html.replace(integrity(before), integrity(after));
  }
  writeFileSync(page, html);
}

const integrity = text => `sha384-${createHash("sha384").update(text).digest("base64")}`;
