// Allows the one inline script of a built page, by its hash, in the content security policy.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function allowInlineScript(folder) {
  const file = join(folder, "index.html");
  const html = readFileSync(file, "utf8");
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const places = html.split("sha256-inline");
  if (inline.length !== 1 || places.length !== 2) {
    throw new Error(
      `There should be one inline script (not ${inline.length}) and one place for its hash (not ${places.length - 1}).`,
    );
  }
  const hash = createHash("sha256").update(inline[0][1]).digest("base64");
  writeFileSync(file, places.join(`sha256-${hash}`));
}
