// The harness notices what it claims to: each of these small pages does one thing that no test may let pass.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openPage, serve } from "./harness.mjs";

const folder = mkdtempSync(join(tmpdir(), "im2cost-"));
after(() => rmSync(folder, { recursive: true }));

async function open(body) {
  const head = `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">`;
  writeFileSync(join(folder, "index.html"), head + body);
  return openPage({ address: await serve(folder) });
}

async function problemsOf(body) {
  const user = await open(body);
  await user.page.waitForLoadState("networkidle");
  await user.leave();
  return user.problems.join("\n");
}

test("a page on which nothing goes wrong", async () => {
  assert.equal(await problemsOf("<p>Calm</p>"), "");
});

test("an error that is logged", async () => {
  assert.match(await problemsOf("<script>console.error('oh')</script>"), /logged: oh/);
});

test("an error that nobody catches", async () => {
  assert.match(await problemsOf("<script>throw new Error('oh')</script>"), /threw: oh/);
});

test("a breach of the content security policy", async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="style-src 'self'">`;
  assert.match(await problemsOf(`${policy}<p style="color: red">Red</p>`), /logged: .*Content Security Policy/);
});

test("a request to another origin", async () => {
  assert.match(await problemsOf(`<img src="http://127.0.0.1:9/pixel" alt="">`), /asked for: http:\/\/127\.0\.0\.1:9\/pixel/);
});

test("a field without a label, in the eyes of axe", async () => {
  const user = await open("<main><h1>A form</h1><input></main>");
  await assert.rejects(user.isAccessible(), /Form elements must have labels/);
  await user.leave();
});

test("a count that comes late, and one that never comes", async () => {
  const user = await open(`
    <div data-testid="row-1">
      <input data-testid="field-groups" value="7"> <span data-testid="cell-cost"><data value="7">7</data></span>
    </div>
    <script>
      document.querySelector("input").oninput = ({ target }) =>
        setTimeout(() => (document.querySelector("data").value = target.value), 100);
    </script>`);
  await user.type("row-1 field-groups", "9007199254740993");
  await user.expects("row-1 cell-cost", 9007199254740993n);
  await assert.rejects(user.expects("row-1 cell-cost", 9007199254740992n, 100), /9007199254740993n/);
  await user.leave();
});
