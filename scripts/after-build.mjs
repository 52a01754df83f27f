// Run by Trunk on the staged page: what is for later becomes a file of its own, style sheets lose their comments, and the
// policy allows the one inline script.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { allowInlineScript } from "./allow-inline-script.mjs";
import { setApart } from "./later/set-apart.mjs";
import { plainCss } from "./plain-css.mjs";

const { target_directory } = JSON.parse(
  execFileSync("cargo", ["metadata", "--format-version=1", "--no-deps", "--offline"], { encoding: "utf8" }),
);
const linked = join(target_directory, "wasm32-unknown-unknown/web/im2cost-page.wasm");

try {
  setApart(process.env.TRUNK_STAGING_DIR, linked);
  plainCss(process.env.TRUNK_STAGING_DIR);
  allowInlineScript(process.env.TRUNK_STAGING_DIR);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
