// What a person does with whole rows: selects, copies, pastes, moves, fills down, finds, sorts, closes blocks.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

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

test("ten rows from a spreadsheet are pasted and undone as one step", async user => {
  await user.at("row-4 field-name").click();
  const rows = Array.from({ length: 10 }, (_, at) => `c${at}\tconv2d\t${at + 1}\t3\t1\t1`);
  await paste(user, ["name\tkind\tout_channels\tkernel_size\tstride\tpadding", ...rows].join("\n"));
  await user.expects("row-14 cell-output_shape", [1, 10, 224, 224]);
  assert.deepEqual((await names(user)).slice(3, 6), ["grouped_up", "c0", "c1"]);
  await user.press("Control+z");
  await user.at("row-5").waitFor({ state: "detached" });
});

test("cells of a spreadsheet are pasted into the fields beside and below", async user => {
  await user.at("row-1 field-out_channels").click();
  await paste(user, "32\t5\n64\t3\n");
  await user.expects("row-2 cell-output_shape", [1, 64, 57, 57]);
  assert.equal(await user.at("row-1 field-kernel_size").inputValue(), "5");
  await user.press("Control+z");
  await user.expects("row-1 cell-output_shape", [1, 64, 112, 112]);
});

test("rows that are selected with Shift are copied and pasted with all that they are", async user => {
  await user.at("row-2 field-name").click();
  await user.at("row-3 field-name").click({ modifiers: ["Shift"] });
  await user.expects("selected", /2/);
  await user.press("Control+c");
  await user.at("row-4 field-name").click();
  await user.press("Control+v");
  await user.at("row-6").waitFor();
  assert.deepEqual(await names(user), ["conv", "grouped", "up", "grouped_up", "grouped1", "up1"]);
  assert.equal(await user.at("row-5 field-groups").inputValue(), "4");
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

test("arrows, Tab and Enter move between cells; Enter at the end adds a row", async user => {
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
  await user.press("Enter");
  await user.at("row-5").waitFor();
  await user.page.waitForFunction(() => document.activeElement.closest("[data-testid=row-5]"));
});

test("Escape takes back what was typed in a field", async user => {
  await user.type("row-1 field-stride", "77");
  await user.press("Escape");
  assert.equal(await user.at("row-1 field-stride").inputValue(), "2");
});

test("filling down gives the selected rows what the first has", async user => {
  await user.at("row-1 field-padding").click();
  await user.at("row-3 field-padding").click({ modifiers: ["Shift"] });
  await user.press("Control+d");
  for (const row of ["row-2", "row-3"]) assert.equal(await user.at(`${row} field-padding`).inputValue(), "3");
  await user.press("Control+z");
  assert.equal(await user.at("row-2 field-padding").inputValue(), "1");
});

test("a row is dragged by its handle", async user => {
  const middle = async place => {
    const { x, y, width, height } = await user.at(place).boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const handle = row => user.at(row).locator(".handle");
  const box = await handle("row-1").boundingBox();
  await user.page.mouse.move(box.x + 10, box.y + 10);
  await user.page.mouse.down();
  const [x, y] = await middle("row-3");
  await user.page.mouse.move(x, y - 8, { steps: 4 });
  await user.page.mouse.move(x, y + 8, { steps: 4 });
  await user.page.mouse.up();
  assert.deepEqual(await names(user), ["grouped", "up", "conv", "grouped_up"]);
});

test("rows are found by name or kind, and sorted by cost, and the network stays as it is", async user => {
  const macs = await user.value("total-macs");
  await user.type("find", "group");
  assert.deepEqual(await names(user), ["grouped", "grouped_up"]);
  await user.type("find", "");
  await user.click("by-cost");
  assert.deepEqual(await names(user), ["up", "conv", "grouped", "grouped_up"]);
  assert.equal(await user.at("row-3 field-name").inputValue(), "up");
  await user.click("by-cost");
  assert.deepEqual(await names(user), ["conv", "grouped", "up", "grouped_up"]);
  assert.equal(await user.value("total-macs"), macs);
});

test("rows with a common prefix close to one line with their subtotals", async user => {
  await user.type("row-2 field-name", "body.0.a");
  await user.type("row-3 field-name", "body.0.b");
  await user.click("blocks");
  assert.deepEqual(await names(user), ["conv", "grouped_up"]);
  const cost = await user.at("group").locator(".cost data").getAttribute("value");
  assert.equal(BigInt(cost), 57_802_752n + 411_041_792n);
  await user.at("group").getByRole("button").click();
  assert.deepEqual(await names(user), ["conv", "body.0.a", "body.0.b", "grouped_up"]);
});
