// What in a linked module refers to what: which functions and constants the code of a function, and a constant, name.
// The linker leaves this with `--emit-relocs`. (WebAssembly tool conventions, Linking.md.)
import { Cursor, functionNames } from "./module.mjs";

const SYMBOL_TABLE = 8;
const SYMBOL = { function: 0, data: 1, section: 3 };
const [UNDEFINED, EXPLICIT_NAME] = [0x10, 0x40];
// Kinds of relocation, and whether a number is added to what they name.
const TABLE_INDEX = new Set([1, 2, 12, 18, 24]);
const MEMORY_ADDRESS = new Set([3, 4, 5, 11, 14, 15, 16, 17, 21, 23, 25]);
const OFFSET_IN_SECTION = new Set([8, 9, 22]);

function symbols(linking) {
  const cursor = new Cursor(linking);
  if (cursor.number() !== 2) throw new Error("The linking section should be of version 2.");
  while (cursor.at < cursor.end) {
    const part = cursor.byte();
    const end = cursor.number() + cursor.at;
    if (part === SYMBOL_TABLE) return cursor.list(symbol);
    cursor.at = end;
  }
  throw new Error("The linking section has no symbols.");
}

function symbol(cursor) {
  const [kind, flags] = [cursor.byte(), cursor.number()];
  const isDefined = !(flags & UNDEFINED);
  if (kind === SYMBOL.data) {
    cursor.name();
    return isDefined ? { kind, segment: cursor.number(), offset: cursor.number(), size: cursor.number() } : { kind };
  }
  const index = cursor.number();
  if (kind !== SYMBOL.section && (isDefined || flags & EXPLICIT_NAME)) cursor.name();
  return { kind, index };
}

/** The relocations of a section, in order: where in the section, and the symbol. Those of other kinds are left out. */
function relocations(bytes) {
  const cursor = new Cursor(bytes);
  cursor.number();
  return cursor
    .list(() => {
      const kind = cursor.byte();
      const [offset, symbol] = [cursor.number(), cursor.number()];
      if (MEMORY_ADDRESS.has(kind) || OFFSET_IN_SECTION.has(kind)) cursor.signed();
      return { kind, offset, symbol };
    })
    .filter(({ kind }) => TABLE_INDEX.has(kind) || MEMORY_ADDRESS.has(kind));
}

/**
 * Reads them from a linked module. A function is named by its symbol, a constant by its number among `constants`:
 * `ofFunction` maps a function's name, and `ofConstant` a constant's number, to `{ functions, constants }`.
 */
export function references(module) {
  for (const section of ["linking", "reloc.CODE", "reloc.DATA", "name"]) {
    if (!module.custom[section]) throw new Error(`The linked module has no section "${section}": is RUSTFLAGS set?`);
  }
  const names = functionNames(module);
  const table = symbols(module.custom.linking);
  const named = found => {
    const targets = found.map(({ symbol }) => symbol);
    return {
      functions: targets.filter(at => table[at].kind === SYMBOL.function).map(at => names[table[at].index]),
      constants: targets.filter(at => table[at].kind === SYMBOL.data),
    };
  };
  const within = (sorted, start, end) => {
    const first = lowerBound(sorted, start);
    return sorted.slice(first, lowerBound(sorted, end));
  };

  const inCode = relocations(module.custom["reloc.CODE"]);
  const ofFunction = new Map(
    module.code.map(({ start, bytes }, at) => {
      const from = start - module.place.code;
      return [names[module.import.length + at], named(within(inCode, from, from + bytes.length))];
    }),
  );
  const inData = relocations(module.custom["reloc.DATA"]);
  const constants = new Map(
    table.flatMap((item, at) => (item.kind === SYMBOL.data && item.segment !== undefined ? [[at, item]] : [])),
  );
  const ofConstant = new Map(
    [...constants].map(([at, { segment, offset, size }]) => {
      const from = module.data[segment].start - module.place.data + offset;
      return [at, named(within(inData, from, from + size))];
    }),
  );
  return { ofFunction, ofConstant, constants };
}

/** How many of the relocations stand before an offset. */
function lowerBound(sorted, offset) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
