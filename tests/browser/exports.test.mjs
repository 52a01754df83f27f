// What a person takes away: each form is saved or copied, those that read back are opened again, and the page is printed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "./harness.mjs";

const STARTER = 644_661_248n;
const FORMS = {
  document: /^Four-kinds-of-convolution\.im2cost\.json$/,
  report: /\.report\.json$/,
  csv: /\.csv$/,
  tsv: /\.tsv$/,
  markdown: /\.md$/,
  latex: /\.tex$/,
  pytorch: /\.py$/,
};

async function saved(user, form) {
  await user.click("export");
  const [download] = await Promise.all([user.page.waitForEvent("download"), user.click(`save-${form}`)]);
  assert.match(download.suggestedFilename(), FORMS[form]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("every form is saved, and those that read back open as the same network", async user => {
  for (const form of Object.keys(FORMS)) {
    const { name, text } = await saved(user, form);
    if (!["document", "csv", "tsv", "pytorch"].includes(form)) continue;
    await user.click("new");
    await user.at("open-file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await user.expects("total-macs", STARTER);
  }
});

test("what is copied is what is saved, and what was opened again is saved as it was", async user => {
  await user.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  for (const form of Object.keys(FORMS)) {
    const { name, text } = await saved(user, form);
    await user.click("export");
    await user.click(`copy-${form}`);
    await user.expects("notice", /Copied/);
    // A spreadsheet tells the encoding of a file by its first letter, and needs none of what is pasted.
    assert.equal(text.startsWith("\ufeff"), ["csv", "tsv"].includes(form), form);
    assert.equal(await user.page.evaluate(() => navigator.clipboard.readText()), text.replace("\ufeff", ""), form);
    await user.at("notice").getByRole("button", { name: "Dismiss" }).click();
    if (!["document", "csv", "tsv", "pytorch"].includes(form)) continue;
    await user.click("new");
    await user.at("open-file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await user.expects("total-macs", STARTER);
    assert.equal((await saved(user, form)).text, text, form);
  }
});

test("the report has the page's totals, and the tables every digit", async user => {
  const { text: report } = await saved(user, "report");
  assert.equal(BigInt(JSON.parse(report).totals.macs), STARTER);
  const { text: markdown } = await saved(user, "markdown");
  assert.match(markdown, /\*\*644\u{a0}661\u{a0}248\*\*/u);
  const { text: latex } = await saved(user, "latex");
  assert.match(latex, /\\toprule[^]*644\\,661\\,248[^]*\\bottomrule/);
});

test("what is copied is on the clipboard, and an invalid row is named where there is no code for it", async user => {
  await user.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await user.click("export");
  await user.click("copy-pytorch");
  await user.expects("notice", /Copied/);
  const code = await user.page.evaluate(() => navigator.clipboard.readText());
  assert.match(code, /class FourKindsOfConvolution\(nn\.Module\)/);
  await user.type("row-2 field-groups", "7");
  await user.click("export");
  await user.click("copy-pytorch");
  await user.expects("notice", /see row 2/);
});

test("the report is printed with all rows, the totals, and the selected layer's picture and formula", async user => {
  await user.page.evaluate(() => {
    window.print = () => document.body.append(Object.assign(document.createElement("i"), { id: "print-dialog" }));
  });
  await user.click("export");
  await user.click("print");
  await user.page.locator("#print-dialog").waitFor({ state: "attached" });
  await user.page.emulateMedia({ media: "print" });
  assert.equal(await user.at("printed").locator("tbody tr").count(), 5);
  await user.expects("printed", /644\u{a0}661\u{a0}248/u);
  assert.equal(await user.at("printed").locator("[data-matrix=cols]").count(), 1);
  assert.ok((await user.at("printed").locator("math").count()) > 3);
  assert.equal(await user.at("row-1").isVisible(), false);
  // Nothing runs into what stands beside it, on paper of any width.
  for (const width of [718, 390]) {
    await user.page.setViewportSize({ width, height: 900 });
    const gaps = await user.at("printed").locator(".figure").evaluateAll(all =>
      all.slice(1).map((figure, at) => figure.getBoundingClientRect().left - all[at].getBoundingClientRect().right));
    assert.ok(gaps.every(gap => gap < 0 || gap >= 16), `${width}: ${gaps}`);
    const wide = await user.at("printed").locator(".equation").evaluateAll(all => all.filter(equation => equation.scrollWidth > equation.clientWidth + 1).length);
    assert.equal(wide, 0, `${width}`);
  }
  await user.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await user.at("printed").waitFor({ state: "detached" });
});

for (const language of ["en", "zh"]) {
  test(`the menu, ${language}`, { language, width: 390, height: 844 }, async user => {
    await user.click("export");
    await user.isAccessible();
  });
}
