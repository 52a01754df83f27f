// What lights up where: an entry of the ledger, a factor, a field and a cell each light what they are about elsewhere.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

/** Opens the twin of a row. */
async function cells(user, row) {
  await user.at(`${row} field-kind`).focus();
  await user.click("level-cells");
  await user.at("twin-step").waitFor();
}

/** How many cells of the twin are lit, by tone. */
const lit = user =>
  user.at("twin").locator(".lights path").evaluateAll(paths =>
    Object.fromEntries(paths.map(path => [path.classList[0], path.getAttribute("d").match(/M/g).length])));

const n_cells = (user, matrix) => user.at("twin").locator(`[data-matrix="${matrix}"] [data-value]`).count();

/** Until these quantities are lit, in the formula and so everywhere, and no others; in the order of the alphabet. */
const isLit = (user, quantities) =>
  user.page.waitForFunction(wanted => {
    const marks = document.getElementById("formula").getAttributeNames().filter(name => name.startsWith("data-lit-"));
    return marks.map(name => name.slice("data-lit-".length)).sort().join(" ") === wanted;
  }, quantities);

/** Until this quantity is lit, among others. */
const isAmongLit = (user, quantity) => user.page.locator(`#formula[data-lit-${quantity}]`).waitFor();

test("an entry of the ledger lights the cells of the twin that it counts, by pointer and by keyboard", async user => {
  await cells(user, "row-1");
  const W = await n_cells(user, "W");
  await user.at("ledger-weights").hover();
  await user.expects("twin-about", /^weights: The elements of W/);
  assert.deepEqual(await lit(user), { lit: W });
  await user.at("ledger-column_elements").getByRole("button").focus();
  await user.expects("twin-about", /^column buffer/);
  assert.deepEqual(await lit(user), { lit: await n_cells(user, "cols") });
  // The same entry lights its factors in formula and table.
  await isAmongLit(user, "kernel");
  await isAmongLit(user, "space");
  await user.at("twin-step").hover();
  await user.at("twin-about").waitFor({ state: "detached" });
});

test("additions of col2im light the cells that land, and a bias what it is added to", async user => {
  await cells(user, "row-3");
  await user.at("ledger-col2im_adds").hover();
  await user.expects("twin-about", /lands in the image/);
  const { lit: landing } = await lit(user);
  const columns = await n_cells(user, "cols");
  assert(landing > 0 && landing < columns, `${landing} of ${columns}`);
  await user.at("ledger-biases").hover();
  await user.expects("twin-about", /^biases/);
  assert.deepEqual(await lit(user), { lit: await n_cells(user, "b") });
});

test("a factor of the formula and a field of the table light what they measure in the twin", async user => {
  await cells(user, "row-1");
  await user.at("formula").locator(".cost .hue-kernel").first().hover();
  await user.expects("twin-about", /^Height and width of the kernel/);
  const { lit: taps } = await lit(user);
  assert(taps > 0);
  await user.at("row-1 field-kernel_size").hover();
  assert.deepEqual(await lit(user), { lit: taps });
  await user.at("row-1 field-out_channels").focus();
  await user.expects("twin-about", /^Channels of the output/);
});

test("a cell of the twin lights its factors in the formula and its fields in the table", async user => {
  await cells(user, "row-1");
  await user.at("twin").locator('[data-matrix="W"] [data-value]').first().hover({ force: true });
  await isAmongLit(user, "kernel");
  assert.match(await user.see("twin-line"), /kernel \(0, 0\)/);
});

test("the edge of a matrix lights its factors and its field, and its element opens the twin at its counterpart", async user => {
  await user.at("row-1 field-kind").focus();
  await user.at("diagram").locator("tspan.hue-kernel").first().hover();
  await isLit(user, "kernel");
  const box = await user.at("diagram").locator('[data-matrix="W"] rect').first().boundingBox();
  await user.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await user.click("open-twin");
  assert.match(await user.see("twin-line"), /^W/);
});

/** The entries of the ledger that are lit. */
const entries = user =>
  user.at("ledger").locator("[data-entry]").evaluateAll(entries =>
    entries.filter(entry => getComputedStyle(entry).boxShadow !== "none").map(entry => entry.dataset.entry));

test("an edge of a matrix drawn cell by cell lights its factors, its field, its entries and its cells", async user => {
  await cells(user, "row-1");
  await user.at("ledger").scrollIntoViewIfNeeded();
  for (const edge of [".cells tspan.hue-kernel", ".cells path.edge.hue-kernel"]) {
    await user.at("level-cells").hover();
    await isLit(user, "");
    assert.deepEqual(await entries(user), []);
    await user.at("twin").locator(edge).first().hover({ force: true });
    await isLit(user, "kernel");
    await user.expects("twin-about", /^Height and width of the kernel/);
    assert((await lit(user)).lit > 0);
    const field = user.at("row-1").locator(".kernel");
    assert.notEqual(await field.evaluate(field => getComputedStyle(field).boxShadow), "none");
    const measured = await entries(user);
    assert(measured.includes("weights") && measured.includes("multiplications"), measured);
    assert(!measured.includes("biases") && !measured.includes("bias_adds"), measured);
  }
});

test("what is pinned lights the lines of the formula that one scrolls to", async user => {
  await user.at("row-1 field-kind").focus();
  const box = await user.at("diagram").locator('[data-matrix="W"] rect').first().boundingBox();
  await user.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await isAmongLit(user, "kernel");
  const last = user.at("formula").locator("li:last-child");
  await last.scrollIntoViewIfNeeded();
  await user.page.waitForFunction(() => [...document.querySelectorAll("#formula li[data-in-view] .hue-kernel")]
    .some(factor => getComputedStyle(factor).backgroundColor !== "rgba(0, 0, 0, 0)"));
  // A line is marked for as long as it is in view.
  await user.page.waitForFunction(() => document.querySelector("#formula li:last-child").matches("[data-in-view]"));
  await user.page.evaluate(() => document.querySelector(".inspector").scrollTo(0, 0));
  await user.page.waitForFunction(() => !document.querySelector("#formula li:last-child").matches("[data-in-view]"));
});

test("an entry, a factor and a field light the edges of matrices drawn cell by cell, and so does a cell", async user => {
  await cells(user, "row-2");
  const thick = () =>
    user.at("twin").locator(".cells path.edge").evaluateAll(edges => [...new Set(edges
      .filter(edge => parseFloat(getComputedStyle(edge).strokeWidth) > 3)
      .map(edge => [...edge.classList].find(name => name.startsWith("hue-"))))].sort());
  await user.at("ledger-biases").hover();
  await isLit(user, "out");
  assert.deepEqual(await thick(), ["hue-out"]);
  await user.at("formula").locator(".cost .hue-kernel").first().hover();
  await isLit(user, "kernel");
  assert.deepEqual(await thick(), ["hue-kernel"]);
  await user.at("row-2 field-stride").hover();
  await isLit(user, "space");
  assert.deepEqual(await thick(), ["hue-space"]);
  await user.at("twin").locator('[data-matrix="W"] [data-value]').first().hover({ force: true });
  await isAmongLit(user, "kernel");
  assert.deepEqual(await thick(), ["hue-in", "hue-kernel", "hue-out"]);
});

test("an edge of the picture to scale lights its entries too", async user => {
  await user.at("row-1 field-kind").focus();
  await user.at("diagram").locator("tspan.hue-kernel").first().hover();
  await isLit(user, "kernel");
  const measured = await entries(user);
  assert(measured.includes("column_elements") && !measured.includes("biases"), measured);
});

test("what is lit stays lit when its row is edited, and goes out when another row is selected", async user => {
  await user.at("formula").waitFor();
  await user.at("row-1 field-kernel_size").focus();
  await isLit(user, "kernel");
  await user.type("row-1 field-kernel_size", "5");
  await user.expects("formula", /5/);
  await isLit(user, "kernel");
  const isFieldLit = name => user.at(name).evaluate(field => getComputedStyle(field.closest(".cell")).boxShadow !== "none");
  assert(await isFieldLit("row-1 field-kernel_size"));
  await user.at("row-2 field-groups").focus();
  await isLit(user, "groups");
  assert(await isFieldLit("row-2 field-groups"));
  assert(!(await isFieldLit("row-1 field-kernel_size")));
});
