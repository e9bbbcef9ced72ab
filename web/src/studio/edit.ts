import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  stringify,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** Changes of a panel file from a form: only the text of what changes is touched, so comments,
 * order and layout of everything else stay as the coach wrote them. */

/** A key, or the item of a list with this id. */
export type Step = string | { id: string };
export type Path = readonly Step[];
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };
/** Replaces [from, to) of the text. */
export interface Splice {
  from: number;
  to: number;
  insert: string;
}

const kLook = { lineWidth: 0, indent: 2 } as const;

export function applySplice(text: string, splice: Splice): string {
  return text.slice(0, splice.from) + splice.insert + text.slice(splice.to);
}

/** Sets a value; keys and list items on the way to it are made where they are missing. */
export function setValue(text: string, path: Path, value: Value): Splice {
  return checked(text, setSplice(text, path, value), (document) => {
    setIn(document, path, value);
  });
}

/** Takes a key or a list item out; null when it is not there. */
export function removeValue(text: string, path: Path): Splice | null {
  const document = parseDocument(text);
  const found = findNode(document, path);
  if (found === undefined) return null;
  return checked(text, removeSplice(text, document, path), (other) => {
    other.deleteIn(plainPath(other, path));
  });
}

/** The value written in this file at a path; undefined when it is inherited or default. */
export function valueAt(text: string, path: Path): unknown {
  const document = parseDocument(text);
  const node = findNode(document, path);
  return node && typeof node === 'object' && 'toJSON' in node ? node.toJS(document) : node;
}

type Edit = (document: Document) => void;

/** A splice is trusted when it means what editing the tree means; else the tree is written anew,
 * which keeps comments and loses layout only. */
function checked(text: string, splice: Splice | null, edit: Edit): Splice {
  const meant = parseDocument(text);
  edit(meant);
  if (splice) {
    const got = parseDocument(applySplice(text, splice));
    if (got.errors.length === 0 && JSON.stringify(got.toJS()) === JSON.stringify(meant.toJS())) {
      return splice;
    }
  }
  return { from: 0, to: text.length, insert: meant.toString(kLook) };
}

function keyOf(pair: Pair): unknown {
  return isScalar(pair.key) ? pair.key.value : pair.key;
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyOf(pair) === key);
}

function indexOf(list: YAMLSeq, id: string): number {
  return list.items.findIndex((item) => isMap(item) && item.get('id') === id);
}

/** The path with list places for ids; ids that are not there become a new last place. */
function plainPath(document: Document, path: Path): (string | number)[] {
  let node: unknown = document.contents;
  return path.map((step) => {
    if (typeof step === 'string') {
      node = isMap(node) ? node.get(step, true) : undefined;
      return step;
    }
    const at = isSeq(node) ? indexOf(node, step.id) : -1;
    const place = at < 0 ? (isSeq(node) ? node.items.length : 0) : at;
    node = isSeq(node) ? node.items[place] : undefined;
    return place;
  });
}

function findNode(document: Document, path: Path): Node | undefined {
  let node: unknown = document.contents;
  for (const step of path) {
    if (typeof step === 'string') node = isMap(node) ? node.get(step, true) : undefined;
    else node = isSeq(node) ? node.items[indexOf(node, step.id)] : undefined;
  }
  return node as Node | undefined;
}

/** What has to be written where the path leaves the file: `value` under the steps that are left. */
function wrapped(steps: Path, value: Value): Value {
  return steps.reduceRight<Value>(
    (inner, step) =>
      typeof step === 'string'
        ? { [step]: inner }
        : [typeof inner === 'object' && !Array.isArray(inner) ? { id: step.id, ...inner } : inner],
    value,
  );
}

function setIn(document: Document, path: Path, value: Value): void {
  let depth = 0;
  while (depth < path.length && findNode(document, path.slice(0, depth + 1)) !== undefined) {
    depth += 1;
  }
  const there = plainPath(document, path.slice(0, depth));
  if (depth === path.length) {
    document.setIn(there, document.createNode(value));
    return;
  }
  const node = depth === 0 ? document.contents : findNode(document, path.slice(0, depth));
  const step = path[depth]!;
  const made = wrapped(path.slice(depth), value);
  if (typeof step === 'string') {
    if (isMap(node)) node.set(step, document.createNode((made as Record<string, Value>)[step]));
    else document.setIn(there, document.createNode(made));
  } else if (isSeq(node)) node.add(document.createNode((made as readonly Value[])[0]));
  else document.setIn(there, document.createNode(made));
}

/** The column a position stands in. */
function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

function indented(block: string, by: number): string {
  return block.replace(/\n(?!\n|$)/g, `\n${' '.repeat(by)}`);
}

function flowOf(value: Value): string {
  const listed = stringify([value], { ...kLook, collectionStyle: 'flow' }).trim();
  return listed.slice(1, -1).trim();
}

/** A value as it is written after "key:" or "- ", without the space before it; `by` is the indent
 * of the lines under the key. */
function blockOf(value: Value, by: number): string {
  return indented(stringify(value, kLook).trimEnd(), by);
}

function isFlow(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

function inFlow(document: Document, path: Path): boolean {
  return path.some((_, k) => isFlow(k === 0 ? document.contents : findNode(document, path.slice(0, k))));
}

/** Where a node's own text ends, without line ends and comments after it. */
function endOf(text: string, node: Node): number {
  let end = node.range![1];
  while (end > node.range![0] && /\s/.test(text[end - 1]!)) end -= 1;
  return end;
}

function isCollection(value: Value): boolean {
  return typeof value === 'object';
}

function setSplice(text: string, path: Path, value: Value): Splice | null {
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  let depth = 0;
  while (depth < path.length && findNode(document, path.slice(0, depth + 1)) !== undefined) {
    depth += 1;
  }
  const node = depth === 0 ? document.contents : findNode(document, path.slice(0, depth));
  if (!node?.range) return null;
  const flow = inFlow(document, path.slice(0, depth)) || isFlow(node);
  if (depth === path.length) return replaceSplice(text, document, path, node, value, flow);
  const made = wrapped(path.slice(depth), value);
  if (isMap(node)) {
    const key = path[depth] as string;
    return addPair(text, node, key, (made as Record<string, Value>)[key]!, flow);
  }
  if (isSeq(node)) return addItem(text, node, (made as readonly Value[])[0]!, flow);
  return null;
}

function replaceSplice(
  text: string,
  document: Document,
  path: Path,
  node: Node,
  value: Value,
  flow: boolean,
): Splice | null {
  const from = node.range![0];
  const to = endOf(text, node);
  if (flow && inFlow(document, path)) return { from, to, insert: flowOf(value) };
  if (isFlow(node) && isCollection(value)) {
    return { from, to, insert: flowOf(value) };
  }
  if (isScalar(node) && !isCollection(value)) {
    const scalar = new Scalar(value);
    if (typeof value === 'string' && node.type) scalar.type = node.type;
    const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
    const under = (/^\s*(?:- )*/.exec(line)?.[0].length ?? 0) + 2;
    return { from, to, insert: indented(stringify(scalar, kLook).trimEnd(), under) };
  }
  if (isSeq(node) && Array.isArray(value)) {
    const at = columnOf(text, from);
    return { from, to, insert: indented(stringify(value, kLook).trimEnd(), at) };
  }
  return null;
}

function addPair(text: string, map: YAMLMap, key: string, value: Value, flow: boolean): Splice | null {
  const last = map.items[map.items.length - 1];
  if (flow) {
    const close = endOf(text, map) - 1;
    let at = close;
    while (/\s/.test(text[at - 1] ?? '')) at -= 1;
    const comma = last ? ', ' : '';
    return { from: at, to: at, insert: `${comma}${key}: ${flowOf(value)}` };
  }
  const first = map.items[0];
  if (!last || !first || !isScalar(first.key) || !first.key.range) return null;
  const by = columnOf(text, first.key.range[0]);
  const end = lineEnd(text, lastPlace(text, last));
  const body = isCollection(value)
    ? Array.isArray(value) && !value.some(isCollection)
      ? ` ${stringify(value, { ...kLook, collectionStyle: 'flow' }).trim()}`
      : `\n${' '.repeat(by + 2)}${blockOf(value, by + 2)}`
    : ` ${blockOf(value, by + 2)}`;
  const before = end === text.length && !text.endsWith('\n') ? '\n' : '';
  const line = `${' '.repeat(by)}${key}:${body}\n`;
  return { from: end, to: end, insert: before + line };
}

function addItem(text: string, list: YAMLSeq, value: Value, flow: boolean): Splice | null {
  const last = list.items[list.items.length - 1] as Node | undefined;
  if (flow) {
    const at = endOf(text, list) - 1;
    return { from: at, to: at, insert: `${last ? ', ' : ''}${flowOf(value)}` };
  }
  if (!last?.range) return null;
  const by = columnOf(text, list.range![0]);
  const end = lineEnd(text, endOf(text, last));
  const before = end === text.length && !text.endsWith('\n') ? '\n' : '';
  return { from: end, to: end, insert: `${before}${' '.repeat(by)}- ${blockOf(value, by + 2)}\n` };
}

function lastPlace(text: string, pair: Pair): number {
  const value = pair.value as Node | null;
  if (value?.range && value.range[1] > value.range[0]) return endOf(text, value);
  return isScalar(pair.key) ? pair.key.range![1] : 0;
}

/** The start of the next line, a comment behind the value included. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function removeSplice(text: string, document: Document, path: Path): Splice | null {
  const parent = path.length > 1 ? findNode(document, path.slice(0, -1)) : document.contents;
  const step = path[path.length - 1]!;
  const flow = isFlow(parent) || inFlow(document, path.slice(0, -1));
  if (isMap(parent) && typeof step === 'string') {
    const at = parent.items.findIndex((pair) => keyOf(pair) === step);
    const pair = pairOf(parent, step);
    if (!pair || !isScalar(pair.key)) return null;
    const from = pair.key.range![0];
    return flow ? flowCut(text, from, lastPlace(text, pair)) : lineCut(text, from, lastPlace(text, pair), at === 0);
  }
  if (isSeq(parent) && typeof step === 'object') {
    const item = parent.items[indexOf(parent, step.id)] as Node | undefined;
    if (!item?.range) return null;
    if (flow) return flowCut(text, item.range[0], endOf(text, item));
    return lineCut(text, item.range[0], endOf(text, item), parent.items.length === 1, true);
  }
  return null;
}

function flowCut(text: string, from: number, to: number): Splice {
  const after = /^\s*,\s*/.exec(text.slice(to));
  if (after) return { from, to: to + after[0].length, insert: '' };
  const before = /,\s*$/.exec(text.slice(0, from));
  return { from: from - (before?.[0].length ?? 0), to, insert: '' };
}

/** Whole lines; not where the key shares its first line with a dash, or nothing would be left. */
function lineCut(text: string, from: number, to: number, only: boolean, item = false): Splice | null {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const lead = text.slice(start, from);
  if (only || !(item ? /^\s*-\s+$/ : /^\s*$/).test(lead)) return null;
  return { from: start, to: lineEnd(text, to), insert: '' };
}

