// The table of the page for chains of convolutions, written directly: what a keystroke costs without a framework.
//
// It does what the page's table does, and no more: a keystroke recomputes from the row that is typed in down to the
// first row into which the same flows, and writes the cells whose text is another. The rows are in blocks of fifty
// under `content-visibility: auto`, as on the page. `index.html?rows=1000` has so many rows.
"use strict";

const N_ROWS = Number(new URLSearchParams(location.search).get("rows") ?? 100);
const BLOCK = 50;
const BAR = 40;
const PREFIXES = ["", "k", "M", "G", "T", "P", "E"];
const HEADS = ["row", "name", "kind", "from", "in", "out", "kernel", "stride", "padding", "dilation", "output-padding",
  "groups", "bias", "output", "params", "cost"];

const input = [1, 64, 56, 56];
const rows = Array.from({ length: N_ROWS }, (_, at) => ({
  name: `conv${at + 1}`, in: null, out: 64, kernel: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1],
  groups: 1, bias: true, typed: {}, result: null, cells: null,
}));
let most = 0;

/** A whole number of at least `least`, or `null`. */
function integer(text, least) {
  const number = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
  return number >= least && number < 2 ** 31 ? number : null;
}

/** One number, or two with a cross or a comma between, or `null`. */
function pair(text, least) {
  const sides = text.split(/[x×,]/).map(side => integer(side, least));
  if (sides.length > 2 || sides.includes(null)) return null;
  return sides.length === 2 ? sides : [sides[0], sides[0]];
}

const READ = {
  in: text => (text.trim() === "" ? undefined : integer(text, 1)),
  out: text => integer(text, 1),
  groups: text => integer(text, 1),
  kernel: text => pair(text, 1),
  stride: text => pair(text, 1),
  padding: text => pair(text, 0),
  dilation: text => pair(text, 1),
};

/** What a row comes to when a shape flows in: `{ inputs, output, params, macs }`, or `{ inputs, error }`. */
function resolve(row, inputs) {
  if (inputs === null) return { inputs, error: "waiting" };
  const [batch, flows, height, width] = inputs;
  for (const field of Object.keys(READ)) {
    if (row[field] === null && field !== "in") return { inputs, error: "not a whole number", field };
  }
  if (row.in !== null && row.in !== flows) return { inputs, error: `${flows} channels flow in`, field: "in" };
  if (flows % row.groups || row.out % row.groups) return { inputs, error: "groups must divide channels", field: "groups" };
  const size = [height, width].map((extent, axis) => {
    const span = row.dilation[axis] * (row.kernel[axis] - 1) + 1;
    return Math.floor((extent + 2 * row.padding[axis] - span) / row.stride[axis]) + 1;
  });
  if (size[0] < 1 || size[1] < 1) return { inputs, error: "the kernel must fit the padded input", field: "kernel" };
  const weights = row.out * (flows / row.groups) * row.kernel[0] * row.kernel[1];
  return {
    inputs,
    output: [batch, row.out, ...size],
    params: weights + (row.bias ? row.out : 0),
    macs: batch * weights * size[0] * size[1],
  };
}

function short(number) {
  if (number < 1000) return String(number);
  let power = Math.floor(Math.log10(number) / 3);
  let digits = (number / 1000 ** power).toPrecision(3);
  if (Number(digits) >= 1000) digits = (number / 1000 ** ++power).toPrecision(3);
  return `${digits} ${PREFIXES[power]}`;
}

const exact = number => number.toLocaleString("en").replaceAll(",", "\u202f");
const same = (one, other) => one === other || (one && other && one.every((extent, at) => extent === other[at]));

function writeCount(data, number) {
  const value = String(number);
  if (data.value === value) return;
  data.value = value;
  data.title = exact(number);
  data.textContent = short(number);
}

function writeShape(data, shape) {
  const value = shape.join();
  if (data.value === value) return;
  data.value = value;
  data.title = shape.join("×");
  data.textContent = shape.slice(1).join("×");
}

/** Writes what a row comes to into its cells. */
function show(row) {
  const { cells, result } = row;
  cells.in.placeholder = result.inputs ? result.inputs[1] : "";
  if (row.marked) row.marked.removeAttribute("aria-invalid");
  row.marked = null;
  if (result.error) {
    row.marked = cells[result.field] ?? null;
    row.marked?.setAttribute("aria-invalid", "true");
    for (const data of [cells.output, cells.params, cells.cost]) data.textContent = data.title = "";
    cells.output.textContent = result.error;
    cells.output.removeAttribute("value");
    cells.params.removeAttribute("value");
    cells.cost.removeAttribute("value");
    return;
  }
  writeShape(cells.output, result.output);
  writeCount(cells.params, result.params);
  writeCount(cells.cost, result.macs);
}

function showBar(row) {
  const length = row.result.macs ? Math.max(1, Math.round((row.result.macs / most) * BAR)) : 0;
  if (row.bar === length) return;
  row.bar = length;
  row.cells.bar.setAttribute("width", length);
}

/** Recomputes from a row on, until the same flows in as before, and shows what changed. */
function recompute(from) {
  let flows = from === 0 ? (input.includes(null) ? null : input.slice()) : (rows[from - 1].result.output ?? null);
  for (let at = from; at < rows.length; at++) {
    const row = rows[at];
    if (at > from && row.result && same(row.result.inputs, flows)) break;
    row.result = resolve(row, flows);
    show(row);
    flows = row.result.output ?? null;
  }
  let macs = 0;
  let params = 0;
  let dearest = 0;
  for (const { result } of rows) {
    macs += result.macs ?? 0;
    params += result.params ?? 0;
    dearest = Math.max(dearest, result.macs ?? 0);
  }
  writeCount(document.getElementById("total-macs"), macs);
  writeCount(document.getElementById("total-params"), params);
  if (!input.includes(null)) writeShape(document.getElementById("input-shape"), input);
  most = dearest;
  for (const row of rows) showBar(row);
}

/** A row's elements, filled with what was typed. */
function build(row, at) {
  const element = document.getElementById("row").content.firstElementChild.cloneNode(true);
  element.dataset.row = at;
  element.querySelector(".handle").textContent = at + 1;
  const cells = {};
  for (const field of element.querySelectorAll("[data-field]")) {
    cells[field.dataset.field] = field;
    field.setAttribute("aria-label", field.dataset.field);
    const value = row[field.dataset.field];
    if (field.type === "checkbox") field.checked = value;
    else if (Array.isArray(value)) field.value = value[0] === value[1] ? value[0] : value.join("×");
    else if (field.tagName === "INPUT") field.value = value ?? "";
  }
  for (const name of ["output", "params", "cost"]) cells[name] = element.querySelector(`.${name} data`);
  cells.bar = element.querySelector("rect");
  row.cells = cells;
  return element;
}

function typed(event) {
  const field = event.target;
  if (field.dataset.input !== undefined) {
    input[field.dataset.input] = integer(field.value, 1);
    recompute(0);
    return;
  }
  const at = Number(field.closest("[data-row]").dataset.row);
  const name = field.dataset.field;
  if (name === "bias") rows[at].bias = field.checked;
  else if (READ[name]) rows[at][name] = READ[name](field.value) ?? null;
  else return;
  recompute(at);
}

function start() {
  const table = document.getElementById("table");
  table.querySelector(".heads").append(...HEADS.map(name => {
    const head = document.createElement("div");
    head.className = `cell ${name === "row" ? "place" : name}`;
    head.textContent = name;
    return head;
  }));
  for (let first = 0; first < rows.length; first += BLOCK) {
    const block = document.createElement("div");
    block.className = "block";
    block.append(...rows.slice(first, first + BLOCK).map((row, at) => build(row, first + at)));
    table.append(block);
  }
  table.addEventListener("input", typed);
  table.addEventListener("focusin", event => {
    const row = event.target.closest("[data-row]");
    document.querySelector(".row.head")?.classList.remove("head", "selected");
    row?.classList.add("head", "selected");
  });
  recompute(0);
}

start();
