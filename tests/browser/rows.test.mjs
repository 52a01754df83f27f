// What a person does with whole rows: selects, copies, pastes, moves, fills down, finds, sorts, closes blocks.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";
import { withEitherHand } from "./hands.mjs";

const names = async user => {
  const fields = await user.page.getByTestId("field-name").all();
  return Promise.all(fields.map(field => field.inputValue()));
};

const paste = (user, text) =>
  user.page.evaluate(text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    (document.activeElement ?? document.body).dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

withEitherHand("ten rows from a spreadsheet are pasted, undone and done again as one step", async (user, hand) => {
  const rows = Array.from({ length: 10 }, (_, at) => `c${at}\tconv2d\t${at + 1}\t3\t1\t1`);
  const total = await user.value("total-macs");
  await hand.go("row-3 field-name");
  await hand.paste(["name\tkind\tout_channels\tkernel_size\tstride\tpadding", ...rows].join("\n"));
  await user.expects("row-13 cell-output_shape", [1, 10, 112, 112]);
  const pasted = ["up", ...Array.from({ length: 10 }, (_, at) => `c${at}`), "grouped_up"];
  assert.deepEqual((await names(user)).slice(2), pasted);
  await user.expects("selected", /10/);
  await hand.undo();
  await user.at("row-5").waitFor({ state: "detached" });
  await user.expects("total-macs", total);
  await hand.redo();
  await user.expects("row-13 cell-output_shape", [1, 10, 112, 112]);
  assert.deepEqual((await names(user)).slice(2), pasted);
});

test("cells of a spreadsheet are pasted into the fields beside and below", async user => {
  await user.at("row-1 field-out_channels").click();
  await paste(user, "32\t5\n64\t3\n");
  await user.expects("row-2 cell-output_shape", [1, 64, 57, 57]);
  assert.equal(await user.at("row-1 field-kernel_size").inputValue(), "5");
  await user.press("Control+z");
  await user.expects("row-1 cell-output_shape", [1, 64, 112, 112]);
});

test("Ctrl selects one more row; cutting takes both out", async user => {
  await user.at("row-1 field-name").click();
  await user.at("row-3 field-name").click({ modifiers: ["Control"] });
  await user.press("Control+x");
  await user.at("row-3").waitFor({ state: "detached" });
  assert.deepEqual(await names(user), ["grouped", "grouped_up"]);
  await user.click("undo");
  assert.equal((await names(user)).length, 4);
});

test("with the keyboard alone rows are moved, repeated, put in and taken out", async user => {
  await user.at("row-2 field-stride").focus();
  await user.press("Alt+ArrowUp");
  assert.deepEqual(await names(user), ["grouped", "conv", "up", "grouped_up"]);
  // The focus moved with the row.
  await user.press("Alt+ArrowDown");
  assert.deepEqual(await names(user), ["conv", "grouped", "up", "grouped_up"]);
  await user.press("Alt+Shift+ArrowDown");
  await user.at("row-5").waitFor();
  assert.deepEqual(await names(user), ["conv", "grouped", "grouped1", "up", "grouped_up"]);
  await user.press("Alt+Enter");
  await user.at("row-6").waitFor();
  await user.press("Alt+Delete");
  await user.at("row-6").waitFor({ state: "detached" });
  await user.press("Control+z");
  await user.press("Control+z");
  await user.press("Control+z");
  assert.deepEqual(await names(user), ["conv", "grouped", "up", "grouped_up"]);
});

test("arrows, Tab and Enter move between cells; below the last row, what adds one", async user => {
  const focused = () => user.page.evaluate(() => [document.activeElement.closest("[data-testid^=row-]")?.dataset.testid, document.activeElement.dataset.field]);
  await user.at("row-1 field-out_channels").click();
  await user.press("ArrowDown");
  assert.deepEqual(await focused(), ["row-2", "out_channels"]);
  await user.press("ArrowRight");
  assert.deepEqual(await focused(), ["row-2", "kernel_size"]);
  await user.press("ArrowLeft");
  await user.press("ArrowLeft");
  assert.deepEqual(await focused(), ["row-2", "in_channels"]);
  await user.press("Tab");
  assert.deepEqual(await focused(), ["row-2", "out_channels"]);
  await user.press("Enter");
  await user.press("Enter");
  assert.deepEqual(await focused(), ["row-4", "out_channels"]);
  // Nothing is added by going down.
  await user.press("Enter");
  assert.deepEqual(await focused(), ["row-4", "out_channels"]);
  await user.press("ArrowDown");
  assert.equal(await user.page.evaluate(() => document.activeElement.dataset.testid), "add-row");
  await user.press("ArrowUp");
  assert.deepEqual(await focused(), ["row-4", "name"]);
  assert.equal(await user.at("row-5").count(), 0);
  await user.press("ArrowDown");
  await user.press("Enter");
  await user.at("row-5").waitFor();
  await user.page.waitForFunction(() => document.activeElement.closest("[data-testid=row-5]"));
});

test("arrows go through menus without choosing; what is typed in one is chosen, and a kind that comes back has what it had", async user => {
  const focused = () => user.page.evaluate(() => [document.activeElement.closest("[data-testid^=row-]")?.dataset.testid, document.activeElement.dataset.field]);
  await user.at("row-1 field-kind").focus();
  for (const [key, place] of [
    ["ArrowDown", ["row-2", "kind"]],
    ["ArrowDown", ["row-3", "kind"]],
    ["End", ["row-3", "kind"]],
    ["Home", ["row-3", "kind"]],
    ["PageDown", ["row-3", "kind"]],
    ["ArrowUp", ["row-2", "kind"]],
    ["ArrowRight", ["row-2", "from"]],
    ["ArrowLeft", ["row-2", "kind"]],
  ]) {
    await user.press(key);
    assert.deepEqual(await focused(), place, key);
  }
  assert.ok(await user.at("undo").isDisabled(), "nothing was chosen");
  await user.page.keyboard.type("flat");
  await user.expects("row-2 cell-output_shape", [1, 64 * 112 * 112]);
  await user.press("ArrowUp");
  assert.deepEqual(await focused(), ["row-1", "kind"]);
  await user.press("ArrowDown");
  await user.page.keyboard.type("conv");
  await user.expects("row-2 cell-output_shape", [1, 128, 56, 56]);
  assert.equal(await user.at("row-2 field-groups").inputValue(), "1");
  assert.equal(await user.at("row-2 field-kernel_size").inputValue(), "3");
  assert.equal(await user.at("row-2 field-stride").inputValue(), "2");
});

test("Escape takes back what was typed in a field", async user => {
  await user.type("row-1 field-stride", "77");
  await user.press("Escape");
  assert.equal(await user.at("row-1 field-stride").inputValue(), "2");
});

const RESIDUAL = {
  format: "im2cost/1",
  input: { channels: 3, height: 16, width: 16 },
  layers: [
    { name: "stem", kind: "conv2d", out_channels: 8, kernel_size: 3, padding: 1 },
    { name: "a", kind: "conv2d", out_channels: 8, kernel_size: 3, padding: 1 },
    { name: "b", kind: "conv2d", out_channels: 8, kernel_size: 1 },
    { name: "sum", kind: "add", from: ["b", "stem"] },
    { name: "wide", kind: "conv2d", out_channels: 16, kernel_size: 3, padding: 1 },
  ],
};

withEitherHand("rows are reordered, and a residual is wired anew", { storage: { "im2cost/document": JSON.stringify(RESIDUAL) } }, async (user, hand) => {
  const from = row => user.at(`${row} field-from`).inputValue();
  const wires = row => user.at(row).locator("svg.wires").count();
  const gutter = async () => Promise.all([1, 2, 3, 4, 5].map(at => wires(`row-${at}`)));
  assert.deepEqual(await gutter(), [1, 1, 1, 1, 0]);

  // What names its sources keeps them, wherever they stand.
  await hand.moveDown("row-2", "row-3");
  await user.expects("row-3 cell-params", 8n * 8n * 9n + 8n);
  assert.deepEqual(await names(user), ["stem", "b", "a", "sum", "wide"]);
  assert.equal(await from("row-4"), "b, stem");
  assert.deepEqual(await gutter(), [1, 1, 1, 1, 0]);
  await hand.undo();
  await user.expects("row-3 cell-params", 8n * 8n + 8n);

  // A source that comes after its reader is none.
  await hand.moveDown("row-3", "row-4");
  await user.expects("row-3 cell-error", /“b”/);
  await user.expects("row-5 cell-error", "waiting for row 3");
  await hand.undo();
  await user.expects("row-4 cell-output_shape", [1, 8, 16, 16]);

  // Around one layer only, then by a new name.
  await hand.type("row-4 field-from", "b, a");
  await user.expects("row-4 cell-output_shape", [1, 8, 16, 16]);
  assert.deepEqual(await gutter(), [0, 1, 1, 1, 0]);
  await hand.type("row-2 field-name", "first");
  assert.equal(await from("row-4"), "b, first");
  await user.expects("row-4 cell-output_shape", [1, 8, 16, 16]);
  await hand.type("row-4 field-from", "first, input");
  await user.expects("row-4 cell-error", /8[^]*3/);
  await hand.undo();
  assert.equal(await from("row-4"), "b, first");
  await user.expects("row-4 cell-output_shape", [1, 8, 16, 16]);
});

withEitherHand("several rows are selected, copied, pasted, cut, repeated, filled down and deleted", async (user, hand) => {
  const start = ["conv", "grouped", "up", "grouped_up"];
  const all = async expected => assert.deepEqual(await names(user), expected);
  await hand.select("row-2 field-padding", "row-3 field-padding");
  await user.expects("selected", /2/);
  await user.press("ControlOrMeta+c");
  await user.press("ControlOrMeta+v");
  await user.at("row-6").waitFor();
  await all(["conv", "grouped", "up", "grouped1", "up1", "grouped_up"]);
  assert.equal(await user.at("row-4 field-groups").inputValue(), "4");
  await user.expects("selected", /2/);

  await user.press("ControlOrMeta+x");
  await user.at("row-5").waitFor({ state: "detached" });
  await all(start);
  await hand.go("row-1 field-name");
  await user.press("ControlOrMeta+v");
  await user.at("row-6").waitFor();
  await all(["conv", "grouped1", "up1", "grouped", "up", "grouped_up"]);
  for (let step = 0; step < 3; step++) await hand.undo();
  await user.at("row-5").waitFor({ state: "detached" });
  await all(start);

  await hand.select("row-3 field-padding", "row-1 field-padding");
  await user.expects("selected", /3/);
  await user.press("ControlOrMeta+d");
  await user.expects("row-2 cell-output_shape", [1, 128, 58, 58]);
  assert.equal(await user.at("row-3 field-padding").inputValue(), "3");
  await hand.undo();
  await user.expects("row-2 cell-output_shape", [1, 128, 56, 56]);

  await hand.select("row-2 field-name", "row-3 field-name");
  await hand.repeat();
  await user.at("row-6").waitFor();
  await all(["conv", "grouped", "up", "grouped1", "up1", "grouped_up"]);
  await hand.remove();
  await user.at("row-5").waitFor({ state: "detached" });
  await all(start);
  await hand.go("row-2 field-name");
  await hand.insert();
  await user.at("row-5").waitFor();
  await all(["conv", "grouped", "conv1", "up", "grouped_up"]);
});

const BLOCKS = {
  format: "im2cost/1",
  input: { channels: 3, height: 16, width: 16 },
  layers: [
    { name: "stem", kind: "conv2d", out_channels: 8, kernel_size: 1 },
    ...["layer1.0.a", "layer1.0.b", "layer1.1.a"].map(name => ({ name, kind: "conv2d", out_channels: 8, kernel_size: 3, padding: 1 })),
    { name: "head", kind: "conv2d", out_channels: 64, kernel_size: 1 },
  ],
};

// A residual block whose shortcut has a block of its own.
const AROUND_A_SHORTCUT = {
  format: "im2cost/1",
  input: { channels: 8, height: 16, width: 16 },
  layers: [
    ...["layer1.0.a", "layer1.0.b"].map(name => ({ name, kind: "conv2d", out_channels: 8, kernel_size: 3, padding: 1 })),
    ...["layer1.0.shortcut.0", "layer1.0.shortcut.1"].map(name => ({ name, kind: "conv2d", out_channels: 8, kernel_size: 1 })),
    { name: "layer1.0.add", kind: "add", from: ["layer1.0.b", "layer1.0.shortcut.1"] },
  ],
};

test("a block around a shortcut is one block, and is found once", { storage: { "im2cost/document": JSON.stringify(AROUND_A_SHORTCUT) } }, async user => {
  const heads = () => user.page.getByTestId("group").evaluateAll(all => all.map(head => head.dataset.group));
  await user.click("blocks");
  await user.at("group").first().waitFor();
  assert.deepEqual(await heads(), ["layer1.0", "layer1.0.shortcut"]);
  const subtotal = await user.at("group").first().locator(".cost data").getAttribute("value");
  assert.equal(BigInt(subtotal), 2n * 8n * 8n * 9n * 256n);
  await user.at("group").first().getByRole("button").first().click();
  await user.at("row-5").waitFor();
  assert.deepEqual(await names(user), ["layer1.0.a", "layer1.0.b", "layer1.0.add"]);
  await user.type("find", "layer1.0");
  assert.deepEqual(await heads(), ["layer1.0", "layer1.0.shortcut"]);
});

withEitherHand("blocks are closed and opened, rows found, and the dearest put first", { storage: { "im2cost/document": JSON.stringify(BLOCKS) } }, async (user, hand) => {
  const one = 8n * 8n * 9n * 256n;
  const all = BLOCKS.layers.map(({ name }) => name);
  await hand.press("blocks");
  await user.at("group").waitFor();
  // A block of one row is that row.
  assert.deepEqual(await names(user), ["stem", "layer1.1.a", "head"]);
  const subtotal = async () => BigInt(await user.at("group").locator(".cost data").getAttribute("value"));
  assert.equal(await subtotal(), 2n * one);
  const head = user.at("group").getByRole("button").first();
  assert.equal(await head.getAttribute("aria-expanded"), "false");
  await hand.press(head);
  await user.at("row-2").waitFor();
  assert.equal(await head.getAttribute("aria-expanded"), "true");
  assert.deepEqual(await names(user), all);
  // What is typed in an open block moves its subtotal.
  await hand.type("row-3 field-out_channels", "16");
  await user.expects("row-3 cell-cost", 2n * one);
  assert.equal(await subtotal(), 3n * one);
  await hand.undo();
  await hand.press("blocks");
  await user.at("group").waitFor({ state: "detached" });
  assert.deepEqual(await names(user), all);

  // By its name, or by what its kind is called.
  await hand.type("find", "1.0");
  await user.at("row-1").waitFor({ state: "detached" });
  assert.deepEqual(await names(user), ["layer1.0.a", "layer1.0.b"]);
  await hand.type("find", "point");
  await user.at("row-1").waitFor();
  assert.deepEqual(await names(user), ["stem", "head"]);
  await hand.type("find", "");
  await user.at("row-2").waitFor();

  const total = await user.value("total-macs");
  await hand.press("by-cost");
  await user.page.waitForFunction(() => document.querySelector("[data-testid=field-name]").value !== "stem");
  assert.equal((await names(user)).at(-1), "stem");
  assert.equal(await user.at("by-cost").getAttribute("aria-pressed"), "true");
  await user.expects("total-macs", total);
  await hand.press("by-cost");
  await user.page.waitForFunction(() => document.querySelector("[data-testid=field-name]").value === "stem");
  assert.deepEqual(await names(user), all);
});

for (const [width, height] of [[1440, 900], [1280, 720]]) {
  test(`names and sources show where they differ, and all of them where they are edited, ${width}×${height}`, { width, height }, async user => {
    const { page } = user;
    await user.click("examples");
    await user.click("example-resnet50");
    await user.at("row-30").waitFor();
    // What is seen of a name: letters within its cell.
    const seen = await page.locator(".called").evaluateAll(all => all.slice(0, 40).map(name => {
      const { left, right } = name.getBoundingClientRect();
      const walker = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
      let letters = "";
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        for (let at = 0; at < text.length; at++) {
          const range = document.createRange();
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          const box = range.getBoundingClientRect();
          if (box.width > 0 && box.left >= left - 1 && box.right <= right + 1) letters += text.data[at];
        }
      }
      return [name.textContent.replaceAll("\u200e", ""), letters];
    }));
    for (const [name, letters] of seen) assert.ok(name.endsWith(letters) && letters.length >= Math.min(name.length, 9), `${name}: ${letters}`);
    // The whole name, in the field that has the focus and at the foot.
    await user.at("row-13 field-name").click();
    const fits = await user.at("row-13 field-name").evaluate(field => field.value === "layer1.0.downsample.0" && field.scrollWidth <= field.clientWidth);
    assert.ok(fits);
    await user.at("row-13 field-from").hover();
    await user.expects("hint", /^maxpool · /);
  });
}

test("totals that leave rows out say at least, and why, and nothing moves", async user => {
  const place = () => user.at("total-params").locator("data").boundingBox();
  const before = await place();
  await user.type("row-2 field-groups", "5");
  await user.expects("partial", "partial: row 2 is not valid; 2 rows wait");
  await user.expects("total-macs", /≥\s*118 M/);
  assert.equal((await place()).x, before.x);
  assert.equal((await place()).y, before.y);
  const sizes = await user.page.evaluate(() => [".figure dd", ".at-least", ".partial"].map(selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)));
  assert.ok(sizes[1] === sizes[0] && sizes[2] >= 0.7 * sizes[0], sizes);
  await user.isAccessible(".summary");
  await user.press("Control+z");
  await user.expects("total-macs", /^[^≥]*645 M/);
});
