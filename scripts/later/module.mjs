// Reads and writes WebAssembly modules, as far as splitting one in two needs it: sections, functions, and in their code
// the calls. (WebAssembly Core Specification 2.0, chapter 5.)

/** A cursor over bytes that reads the numbers and names of the binary format. */
export class Cursor {
  constructor(bytes, at = 0, end = bytes.length) {
    Object.assign(this, { bytes, at, end });
  }
  byte() {
    return this.bytes[this.at++];
  }
  /** An unsigned number (LEB128). */
  number() {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  }
  /** A signed number of at most 64 bits (LEB128). */
  signed() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return byte & 64 ? value - (1n << (shift + 7n)) : value;
    }
  }
  name() {
    const length = this.number();
    this.at += length;
    return this.bytes.toString("utf8", this.at - length, this.at);
  }
  /** As many items as the number that stands before them says. */
  list(item) {
    return Array.from({ length: this.number() }, () => item(this));
  }
}

/** The bytes of an unsigned number. */
export function number(value) {
  const bytes = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push((value % 128) | (rest > 0 ? 128 : 0));
    value = rest;
  } while (value > 0);
  return Buffer.from(bytes);
}

/** The bytes of a signed number. */
export function signed(value) {
  const bytes = [];
  for (;;) {
    const byte = value & 127;
    value >>= 7;
    const last = value === (byte & 64 ? -1 : 0);
    bytes.push(last ? byte : byte | 128);
    if (last) return Buffer.from(bytes);
  }
}

/** The bytes of a list: how many items, and the items. */
export const list = items => Buffer.concat([number(items.length), ...items]);

/** The bytes of a name. */
export const name = text => list([...Buffer.from(text)].map(byte => Buffer.of(byte)));

const sized = bytes => Buffer.concat([number(bytes.length), bytes]);

export const SECTION = {
  custom: 0, type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9, code: 10,
  data: 11,
};
export const KIND = { function: 0, table: 1, memory: 2, global: 3 };
const MAGIC = Buffer.from("\0asm\x01\0\0\0", "latin1");
const I32_CONST = 0x41;
const END = 0x0b;

/** The bytes of an expression that is a constant. */
export const constant = value => Buffer.concat([Buffer.of(I32_CONST), signed(value), Buffer.of(END)]);

function readConstant(cursor) {
  if (cursor.byte() !== I32_CONST) throw new Error("An offset should be a constant.");
  const value = Number(cursor.signed());
  if (cursor.byte() !== END) throw new Error("An offset should be one constant.");
  return value;
}

/** A table's, or the memory's, limits. */
function readLimits(cursor) {
  const hasMost = cursor.byte() & 1;
  return { least: cursor.number(), most: hasMost ? cursor.number() : null };
}

const writeLimits = ({ least, most }) =>
  Buffer.concat([Buffer.of(most === null ? 0 : 1), number(least), most === null ? Buffer.alloc(0) : number(most)]);

const READ = {
  [SECTION.type]: cursor =>
    cursor.list(() => {
      const start = cursor.at;
      if (cursor.byte() !== 0x60) throw new Error("A type should be a function's.");
      const [parameters, results] = [cursor.list(c => c.byte()), cursor.list(c => c.byte())];
      return { parameters, results, bytes: cursor.bytes.subarray(start, cursor.at) };
    }),
  [SECTION.import]: cursor =>
    cursor.list(() => {
      const [module, field, kind] = [cursor.name(), cursor.name(), cursor.byte()];
      if (kind !== KIND.function) throw new Error(`Only functions should be imported, and ${field} is none.`);
      const type = cursor.number();
      return { module, field, type, description: description.function(type) };
    }),
  [SECTION.function]: cursor => cursor.list(c => c.number()),
  [SECTION.table]: cursor => cursor.list(() => ({ element: cursor.byte(), ...readLimits(cursor) })),
  [SECTION.memory]: cursor => cursor.list(readLimits),
  [SECTION.global]: cursor =>
    cursor.list(() => {
      const [type, isMutable] = [cursor.byte(), cursor.byte()];
      return { type, isMutable, value: readConstant(cursor) };
    }),
  [SECTION.export]: cursor => cursor.list(() => ({ name: cursor.name(), kind: cursor.byte(), index: cursor.number() })),
  [SECTION.start]: cursor => cursor.number(),
  [SECTION.element]: cursor =>
    cursor.list(() => {
      const form = cursor.number();
      if (form !== 0) throw new Error(`An element segment has form ${form}, which is not read here.`);
      return { offset: readConstant(cursor), functions: cursor.list(c => c.number()) };
    }),
  [SECTION.code]: cursor =>
    cursor.list(() => {
      const length = cursor.number();
      cursor.at += length;
      return { start: cursor.at - length, bytes: cursor.bytes.subarray(cursor.at - length, cursor.at) };
    }),
  [SECTION.data]: cursor =>
    cursor.list(() => {
      if (cursor.number() !== 0) throw new Error("A data segment should be active.");
      const offset = readConstant(cursor);
      const length = cursor.number();
      cursor.at += length;
      return { offset, start: cursor.at - length, bytes: cursor.bytes.subarray(cursor.at - length, cursor.at) };
    }),
};

/** Reads a module: the sections above by their names, and the custom ones, with where each begins. */
export function read(bytes) {
  const module = { type: [], import: [], function: [], table: [], memory: [], global: [], export: [], start: null,
    element: [], code: [], data: [], custom: {}, place: {} };
  const names = Object.fromEntries(Object.entries(SECTION).map(([name, id]) => [id, name]));
  for (const cursor = new Cursor(bytes, MAGIC.length); cursor.at < bytes.length; ) {
    const id = cursor.byte();
    const end = cursor.number() + cursor.at;
    if (id === SECTION.custom) {
      const name = cursor.name();
      module.custom[name] = bytes.subarray(cursor.at, end);
    } else if (READ[id]) {
      module.place[names[id]] = cursor.at;
      module[names[id]] = READ[id](new Cursor(bytes, cursor.at, end));
    }
    cursor.at = end;
  }
  return module;
}

/** The names of a module's functions, by index. */
export function functionNames(module) {
  const names = [];
  const cursor = new Cursor(module.custom.name ?? Buffer.alloc(0));
  while (cursor.at < cursor.end) {
    const part = cursor.byte();
    const end = cursor.number() + cursor.at;
    if (part === 1) cursor.list(() => (names[cursor.number()] = cursor.name()));
    cursor.at = end;
  }
  return names;
}

const WRITE = {
  type: ({ bytes }) => bytes,
  import: ({ module, field, description }) => Buffer.concat([name(module), name(field), description]),
  function: number,
  table: table => Buffer.concat([Buffer.of(table.element), writeLimits(table)]),
  memory: writeLimits,
  global: ({ type, isMutable, value }) => Buffer.concat([Buffer.of(type, isMutable), constant(value)]),
  export: item => Buffer.concat([name(item.name), Buffer.of(item.kind), number(item.index)]),
  element: ({ offset, functions }) => Buffer.concat([number(0), constant(offset), list(functions.map(number))]),
  code: sized,
  data: ({ offset, bytes }) => Buffer.concat([number(0), constant(offset), sized(bytes)]),
};

/** What is imported, as the import section describes it. */
export const description = {
  function: type => Buffer.concat([Buffer.of(KIND.function), number(type)]),
  table: ({ element }) => Buffer.concat([Buffer.of(KIND.table, element), writeLimits({ least: 0, most: null })]),
  memory: () => Buffer.concat([Buffer.of(KIND.memory), writeLimits({ least: 0, most: null })]),
  global: ({ type, isMutable }) => Buffer.of(KIND.global, type, isMutable),
};

/** Writes a module: lists by section, in the order that the format wants, and custom sections at the end. */
export function write(module) {
  const sections = [MAGIC];
  const section = (id, bytes) => sections.push(Buffer.of(id), sized(bytes));
  for (const [key, id] of Object.entries(SECTION)) {
    if (key === "start" && module.start != null) section(id, number(module.start));
    else if (module[key]?.length) section(id, list(module[key].map(WRITE[key])));
  }
  for (const [key, bytes] of Object.entries(module.custom)) section(SECTION.custom, Buffer.concat([name(key), bytes]));
  return Buffer.concat(sections);
}

// How many numbers follow each instruction that has any; calls, branches, blocks and constants are told apart below.
const [BLOCKS, BRANCH_TABLE, CALL, CALL_INDIRECT, SELECT, REF_NULL, REF_FUNC, PREFIX] = [
  new Set([0x02, 0x03, 0x04]), 0x0e, 0x10, 0x11, 0x1c, 0xd0, 0xd2, 0xfc,
];
const PREFIXED = { 8: 2, 9: 1, 10: 2, 11: 1, 12: 2, 13: 1, 14: 2, 15: 1, 16: 1, 17: 1 };

function skip(cursor, instruction) {
  const numbers = count => {
    while (count-- > 0) cursor.number();
  };
  if (BLOCKS.has(instruction) || instruction === I32_CONST || instruction === 0x42) cursor.signed();
  else if (instruction === 0x43) cursor.at += 4;
  else if (instruction === 0x44) cursor.at += 8;
  else if (instruction === 0x0c || instruction === 0x0d || (instruction >= 0x20 && instruction <= 0x26)) numbers(1);
  else if (instruction === BRANCH_TABLE) numbers(cursor.number() + 1);
  else if (instruction === CALL_INDIRECT || (instruction >= 0x28 && instruction <= 0x3e)) numbers(2);
  else if (instruction === SELECT) numbers(cursor.number());
  else if (instruction === 0x3f || instruction === 0x40 || instruction === REF_NULL || instruction === REF_FUNC) numbers(1);
  else if (instruction === PREFIX) numbers(PREFIXED[cursor.number()] ?? 0);
  else if (instruction > 0xd2 || (instruction > 0x1a && instruction < 0x20 && instruction !== 0x1b))
    throw new Error(`Instruction 0x${instruction.toString(16)} is not read here.`);
}

/** The calls in a function's code: which function, and from where to where its index stands. */
export function calls(code) {
  const found = [];
  const cursor = new Cursor(code);
  cursor.list(() => [cursor.number(), cursor.byte()]);
  while (cursor.at < cursor.end) {
    const instruction = cursor.byte();
    if (instruction === REF_FUNC) throw new Error("A reference to a function in code is not read here.");
    if (instruction !== CALL) {
      skip(cursor, instruction);
      continue;
    }
    const start = cursor.at;
    found.push({ callee: cursor.number(), start, end: cursor.at });
  }
  if (cursor.at !== cursor.end) throw new Error("The code of a function ends within an instruction.");
  return found;
}

/** A function's code with every call made to another index. */
export function recalled(code, indexOf) {
  const parts = [];
  let at = 0;
  for (const { callee, start, end } of calls(code)) {
    parts.push(code.subarray(at, start), number(indexOf(callee)));
    at = end;
  }
  return Buffer.concat([...parts, code.subarray(at)]);
}

/** Code that passes its parameters to the function in a slot of a table, after `prepare` where the slot is empty. */
export function forwarding({ parameters, type, table, slot, prepare }) {
  return Buffer.concat([
    number(0), // no locals
    Buffer.of(I32_CONST), signed(slot), Buffer.of(0x25), number(table), Buffer.of(0xd1), // table.get, ref.is_null
    Buffer.of(0x04, 0x40, CALL), number(prepare), Buffer.of(END), // if empty, call prepare
    ...parameters.flatMap((_, index) => [Buffer.of(0x20), number(index)]), // local.get
    Buffer.of(I32_CONST), signed(slot), Buffer.of(CALL_INDIRECT), number(type), number(table), Buffer.of(END),
  ]);
}

/** Code that is never reached. */
export const UNREACHABLE = Buffer.of(0, 0, END);
