// Puts functions that are alike beside one another, where a compressor finds what they have in common: generic code is
// compiled once for each type, into functions of one signature and about one length.
import { KIND, recalled } from "./module.mjs";

/** The same module with its functions in the order of their signatures, and of their lengths within. */
export function alikeTogether(module) {
  const imported = module.import.length;
  const bytes = at => module.code[at].bytes;
  const order = module.code
    .map((_, at) => at)
    .sort((a, b) => module.function[a] - module.function[b] || bytes(a).length - bytes(b).length);
  const place = new Map(order.map((at, now) => [at, now]));
  const moved = index => (index < imported ? index : imported + place.get(index - imported));
  return {
    ...module,
    function: order.map(at => module.function[at]),
    code: order.map(at => recalled(bytes(at), moved)),
    export: module.export.map(item => (item.kind === KIND.function ? { ...item, index: moved(item.index) } : item)),
    element: module.element.map(segment => ({ ...segment, functions: segment.functions.map(moved) })),
    start: module.start === null ? null : moved(module.start),
  };
}
