// The page as files: it starts from any path, keeps to a strict content security policy, and says so when it cannot start.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as nodeTest } from "node:test";
import { DIST, openPage, serve, test } from "./harness.mjs";

const html = readFileSync(join(DIST, "index.html"), "utf8");

test("the page starts under a deep path", async user => {
  assert.match(user.page.url(), /\/some\/deep\/path\/$/);
  assert.match(await user.page.locator("body").innerText(), /\S/);
});

nodeTest("the page starts at the root of a server", async () => {
  const user = await openPage({ address: await serve(DIST, "/") });
  await user.started();
  assert.deepEqual(user.problems, []);
  await user.leave();
});

nodeTest("the policy allows nothing inline, nothing evaluated and nothing from elsewhere", () => {
  const [, policy] = html.match(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/);
  const rules = Object.fromEntries(policy.split(";").map(rule => rule.trim().split(/\s+(.*)/)));

  assert.match(rules["script-src"], /^'self' 'wasm-unsafe-eval' 'sha256-[A-Za-z0-9+/]{43}='$/);
  delete rules["script-src"];
  assert.deepEqual(rules, {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
  });
});

nodeTest("where its WebAssembly cannot be had, the page says that it could not start", async () => {
  const user = await openPage({ prepare: page => page.route("**/*.wasm", route => route.abort()) });
  await user.page.getByRole("alert").waitFor();
  assert.match(await user.page.getByRole("alert").innerText(), /could not start[^]*未能启动/);
  await user.leave();
});

nodeTest("where JavaScript is off, the page says that it needs it, in both languages", () => {
  assert.match(html, /<noscript>[^]*needs JavaScript[^]*需要启用 JavaScript[^]*<\/noscript>/);
});

test("the bar between table and layer is dragged, moved by keys and kept, and a double click takes it back", { width: 1440, height: 900 }, async user => {
  const bar = user.at("splitter");
  const width = () => user.page.locator(".inspector").evaluate(inspector => Math.round(inspector.getBoundingClientRect().width));
  const usual = await width();
  const { x, y, height } = await bar.boundingBox();
  await user.page.mouse.move(x + 4, y + height / 2);
  await user.page.mouse.down();
  await user.page.mouse.move(x - 196, y + height / 2, { steps: 4 });
  await user.page.mouse.up();
  const dragged = await width();
  assert.ok(Math.abs(dragged - usual - 200) <= 4, `${usual} ${dragged}`);
  await bar.focus();
  await user.press("ArrowRight");
  await user.press("ArrowRight");
  assert.ok(Math.abs(dragged - 40 - (await width())) <= 4, `${dragged} ${await width()}`);
  const kept = await width();
  await user.reload();
  assert.equal(await width(), kept);
  await bar.dblclick();
  assert.equal(await width(), usual);
});
