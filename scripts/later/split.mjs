// Splits the page's module in two: what the first use needs, and what is fetched later.
//
// Later is all that only the modules of `paths.txt` need: their functions, and every function and constant that nothing
// else refers to. Both parts share one memory, one table and one stack. In the first part a function of the second is a
// few instructions that call it through the table; where it is not there yet, they fetch it first (`browser/later.rs`).
// So the list decides what is fast, never what is right.
import { KIND, UNREACHABLE, calls, description, forwarding, functionNames, recalled } from "./module.mjs";
import { references } from "./references.mjs";

// The function that fetches the second part, and waits for it.
const FETCH = "im2cost::browser::later::fetch_now";
// The name of a function whose first crate is ours.
const OWN = /^_R(?:(?!Cs[0-9A-Za-z]+_).)*Cs[0-9A-Za-z]+_7im2cost/;
// The function of Yew that has a component's own in it.
const VIEW = /8Stateful4view/;
// What is asked of values that are only held, not used: the properties of a panel that is closed, say. How they are made
// is often the same for several components, and then has the name of one of them.
const GLUE = /9PartialEq|5Clone|PropsBuilder|10Properties7builder/;
// A gap between two runs of constants costs about as much as a new segment: shorter ones are carried along.
const SHORT_GAP = 8;

/** A path as it stands in a function's name. (Rust RFC 2603, symbol name mangling v0.) */
const mangled = path => path.split("::").map(part => part.length + part).join("");

/**
 * @param linked the module that the linker made, with relocations
 * @param bound the same after wasm-bindgen, with the linker's names
 * @param paths the Rust modules that are for later
 * @returns both parts, and how much is in each
 */
export function split(linked, bound, paths) {
  const names = functionNames(bound);
  const byName = new Map(Array.from(names, (name, index) => [name, index]));
  const { ofFunction, ofConstant, constants } = references(linked);
  const imported = bound.import.length;
  const code = index => bound.code[index - imported].bytes;
  const find = path => {
    const index = names.findIndex(name => name?.startsWith("_R") && name.endsWith(mangled(path)));
    if (index < 0) throw new Error(`The module has no function ${path}.`);
    return index;
  };
  const fetchNow = find(FETCH);

  const patterns = paths.map(mangled);
  // A function of a library is often the same for several of our types, and then has the name of one of them.
  const isEntry = index =>
    (OWN.test(names[index]) || VIEW.test(names[index])) &&
    !GLUE.test(names[index]) &&
    patterns.some(pattern => names[index].includes(pattern));

  // Everything that the first use can come to, without going through an entry of the second part.
  const [now, nowConstants, entered] = [new Set(), new Set(), new Set()];
  const pending = [];
  const visit = index => {
    if (index < imported || now.has(index) || entered.has(index)) return;
    if (isEntry(index)) {
      entered.add(index);
      return;
    }
    now.add(index);
    pending.push(index);
  };
  const visitConstant = at => {
    if (nowConstants.has(at)) return;
    nowConstants.add(at);
    refer(ofConstant.get(at));
  };
  const refer = ({ functions, constants: named } = { functions: [], constants: [] }) => {
    for (const name of functions) if (byName.has(name)) visit(byName.get(name));
    named.forEach(visitConstant);
  };
  for (const item of bound.export) if (item.kind === KIND.function) visit(item.index);
  if (bound.start !== null) visit(bound.start);
  visit(fetchNow);
  // What wasm-bindgen made has no relocations; it may be in the table for JavaScript to call.
  const inTable = new Set(bound.element.flatMap(({ functions }) => functions));
  for (const index of inTable) if (!ofFunction.has(names[index])) visit(index);
  while (pending.length > 0) {
    const index = pending.pop();
    for (const { callee } of calls(code(index))) visit(callee);
    refer(ofFunction.get(names[index]));
  }

  const later = bound.code.map((_, at) => imported + at).filter(index => !now.has(index));
  const isLater = index => index >= imported && !now.has(index);

  // The second part imports what it needs of the first by the index that it has there.
  const needed = [...new Set(later.flatMap(index => calls(code(index)).map(({ callee }) => callee)))].filter(
    callee => !isLater(callee),
  );
  const place = new Map([...needed, ...later].map((index, at) => [index, at]));

  const table = bound.table.findIndex(({ element }) => element === 0x70);
  const slots = new Map([...entered].map((index, at) => [index, bound.table[table].least + at]));
  const typeOf = index => (index < imported ? bound.import[index].type : bound.function[index - imported]);
  const stub = index => {
    if (!entered.has(index)) return UNREACHABLE;
    const type = typeOf(index);
    return forwarding({ parameters: bound.type[type].parameters, type, table, slot: slots.get(index), prepare: fetchNow });
  };

  const shared = [
    ...needed.map(index => ({ kind: KIND.function, index })),
    ...bound.table.map((_, index) => ({ kind: KIND.table, index })),
    ...bound.memory.map((_, index) => ({ kind: KIND.memory, index })),
    ...bound.global.map((_, index) => ({ kind: KIND.global, index })),
  ].map(item => ({ ...item, name: `${"ftmg"[item.kind]}${item.index}` }));
  const describe = {
    [KIND.function]: index => description.function(typeOf(index)),
    [KIND.table]: index => description.table(bound.table[index]),
    [KIND.memory]: () => description.memory(),
    [KIND.global]: index => description.global(bound.global[index]),
  };
  const features = { target_features: bound.custom.target_features };
  const elements = isIn => bound.element.flatMap(segment => runs(segment, isIn));
  // A function of the second part stands in its place in the table; where the first part refers to that place, a stub does
  // until then.
  const nowElements = elements(index => !isLater(index) || entered.has(index));
  const laterElements = elements(isLater);
  const data = divided(bound, constants, nowConstants);

  return {
    now: {
      ...bound,
      table: bound.table.map((item, at) => (at === table ? { ...item, ...grown(item, slots.size) } : item)),
      export: [...bound.export, ...shared],
      element: nowElements,
      code: bound.code.map(({ bytes }, at) => (now.has(imported + at) ? bytes : stub(imported + at))),
      data: data.now,
      custom: features,
    },
    later: {
      type: bound.type,
      import: shared.map(({ kind, index, name: field }) => ({ module: "now", field, description: describe[kind](index) })),
      function: later.map(typeOf),
      element: [
        ...laterElements.map(({ offset, functions }) => ({ offset, functions: functions.map(index => place.get(index)) })),
        { offset: bound.table[table].least, functions: [...entered].map(index => place.get(index)) },
      ],
      code: later.map(index => recalled(code(index), callee => place.get(callee))),
      data: data.later,
      custom: features,
    },
    entries: [...entered].map(index => names[index]),
  };
}

const grown = ({ least, most }, more) => ({ least: least + more, most: most === null ? null : most + more });

/** The parts of an element segment whose functions are in, each with its place. */
function runs({ offset, functions }, isIn) {
  const found = [];
  functions.forEach((index, at) => {
    if (!isIn(index)) return;
    const last = found.at(-1);
    if (last && last.offset + last.functions.length === offset + at) last.functions.push(index);
    else found.push({ offset: offset + at, functions: [index] });
  });
  return found;
}

/**
 * The data of both parts. Only constants can be for later: the first segment holds them and nothing that is written to.
 */
function divided(bound, constants, nowConstants) {
  const [first, ...rest] = bound.data;
  const isNow = new Uint8Array(first.bytes.length).fill(1);
  const fill = (at, value) => {
    const { segment, offset, size } = constants.get(at);
    if (segment === 0) isNow.fill(value, offset, offset + size);
  };
  for (const at of constants.keys()) fill(at, 0);
  for (const at of nowConstants) fill(at, 1);
  const segments = value => {
    const found = [];
    for (let at = 0; at < isNow.length; at++) {
      if (isNow[at] !== value) continue;
      const last = found.at(-1);
      if (last && at - last.end <= SHORT_GAP) last.end = at + 1;
      else found.push({ start: at, end: at + 1 });
    }
    return found.map(({ start, end }) => ({ offset: first.offset + start, bytes: first.bytes.subarray(start, end) }));
  };
  return { now: [...segments(1), ...rest], later: segments(0) };
}
