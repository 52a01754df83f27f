// The first use downloads little: all files that the page asks for while a reader types and looks at the picture of a
// layer, compressed as a server would. The aim is 200 KB, which the page is over; until it is reached, the ceiling keeps
// it from growing unseen. What is for later comes when it is called for, and the page says so when it cannot be had.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test as nodeTest } from "node:test";
import { gzipSync } from "node:zlib";
import { DIST, openPage, test } from "./harness.mjs";

const AIM = 200_000;
const CEILING = 535_000;

/** The names of the files that the page asks for from now on. */
function asked(page) {
  const names = new Set();
  page.on("request", request => {
    const { protocol, pathname } = new URL(request.url());
    if (protocol === "http:") names.add(basename(pathname) === "path" ? "index.html" : basename(pathname));
  });
  return names;
}

let files;
const prepare = page => {
  files = asked(page);
};
const isLater = name => name.startsWith("later-");

test("the first use downloads at most its ceiling, compressed, and nothing of what is for later", { prepare }, async user => {
  await user.type("row-2 field-out_channels", "x");
  await user.type("row-2 field-out_channels", "128");
  await user.click("add-row");
  await user.press("Control+z");
  await user.click("pass-input_grad");
  await user.at("diagram").locator("[data-matrix]").first().hover();
  await user.page.waitForLoadState("networkidle");

  const rows = [...files].map(file => {
    const bytes = readFileSync(join(DIST, file));
    return { file, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  });
  rows.sort((a, b) => b.gzip - a.gzip);
  const sum = column => rows.reduce((total, row) => total + row[column], 0);
  const total = { file: "total", bytes: sum("bytes"), gzip: sum("gzip") };
  for (const { file, bytes = "", gzip } of [...rows, total, { file: "ceiling", gzip: CEILING }, { file: "aim", gzip: AIM }]) {
    console.log(`${file.padEnd(44)} ${String(bytes).padStart(9)} ${String(gzip).padStart(9)}`);
  }
  assert(rows.length >= 5, "A page is more than that.");
  assert(total.gzip <= CEILING, `The first use is ${total.gzip} bytes, compressed.`);
  assert.deepEqual([...files].filter(isLater), []);
});

test("what is for later comes when it is called for, once", { prepare }, async user => {
  await user.click("level-cells");
  await user.at("twin").waitFor();
  await user.click("level-scale");
  await user.click("level-cells");
  await user.at("twin").waitFor();
  assert.equal([...files].filter(isLater).length, 1);
});

nodeTest("where what is for later cannot be had, the page says so, and tries again", async () => {
  const user = await openPage();
  await user.started();
  await user.page.route("**/later-*", route => route.abort());
  await user.click("level-cells");
  const alert = user.page.getByRole("alert").filter({ hasText: "could not be loaded" });
  await alert.waitFor();
  await user.expects("total-macs", await user.value("total-macs"));
  await user.page.unroute("**/later-*");
  await alert.getByRole("button").click();
  await user.at("twin").waitFor();
  await user.leave();
});

nodeTest("where what is for later cannot be had, an export and a paste say so, and nothing is lost", async () => {
  const user = await openPage();
  await user.started();
  const macs = await user.value("total-macs");
  await user.page.route("**/later-*", route => route.abort());
  const notice = user.page.getByText("This part of the page could not be loaded.");
  await user.click("export");
  await user.click("copy-latex");
  await notice.waitFor();
  await user.page.keyboard.press("Control+Alt+v");
  await user.at("import-text").fill("nn.Conv2d(3, 64, 7)");
  await user.at("import-text").fill("nn.Conv2d(3, 64, 3)");
  assert.equal(await user.at("import-open").count(), 0);
  await user.page.unroute("**/later-*");
  await user.at("import-text").fill("nn.Conv2d(3, 64, 5)");
  await user.at("import-open").waitFor();
  assert.equal(await user.value("total-macs"), macs);
  await user.leave();
});

nodeTest("a call that nobody waited for fetches what it needs", async () => {
  let calls = 0;
  const user = await openPage({
    // As if the page believed that all of it is there: what stands in for the missing part must fetch it.
    prepare: page => page.addInitScript(() => addEventListener("DOMContentLoaded", () => (globalThis.isLaterThere = () => true))),
  });
  user.page.on("request", request => (calls += /later-/.test(request.url()) ? 1 : 0));
  await user.started();
  await user.click("level-cells");
  await user.at("twin").waitFor();
  assert.equal(calls, 1);
  assert.deepEqual(user.problems, []);
  await user.leave();
});
