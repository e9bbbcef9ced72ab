/** A design drawing: boxes, arrows and labels. Its text form is what the interviewer reads and what
 * is kept; reading it back gives the same drawing. */
export const kBoxKinds = ['service', 'store', 'queue', 'cache', 'person', 'note'] as const;
export type BoxKind = (typeof kBoxKinds)[number];

export interface Box {
  id: string;
  /** One line, unlike any other box's; no "->", colon or brackets. */
  name: string;
  kind: BoxKind;
  x: number;
  y: number;
}
export interface Arrow {
  id: string;
  from: string;
  to: string;
  label: string;
  both: boolean;
}
export interface Drawing {
  boxes: readonly Box[];
  arrows: readonly Arrow[];
}

export const kEmptyDrawing: Drawing = { boxes: [], arrows: [] };
export const kBoxWide = 150;
export const kBoxHigh = 58;
export const kBoxesMax = 60;
const kColumn = 230;
const kRow = 120;
const kNameCharsMax = 60;

/** One more than the largest number in use. */
function nextId(letter: string, items: readonly { id: string }[]): string {
  const numbers = items.map((item) => Number(item.id.slice(1)) || 0);
  return letter + String(Math.max(0, ...numbers) + 1);
}

/** A name as the text form can hold it, told apart from the others'. */
export function nameFor(drawing: Drawing, wish: string, self = ''): string {
  const plain = wish.replace(/<?->|[:()\n]/g, ' ').replace(/\s+/g, ' ').trim();
  const base = plain.slice(0, kNameCharsMax) || 'box';
  const taken = new Set(drawing.boxes.filter((box) => box.id !== self).map((box) => box.name));
  let name = base;
  for (let k = 2; taken.has(name); ++k) name = `${base} ${k}`;
  return name;
}

export function addBox(drawing: Drawing, kind: BoxKind, x: number, y: number, wish = kind): Drawing {
  if (drawing.boxes.length >= kBoxesMax) return drawing;
  const box = { id: nextId('b', drawing.boxes), name: nameFor(drawing, wish), kind, x, y };
  return { ...drawing, boxes: [...drawing.boxes, box] };
}

/** A place for a new box: beside the last one, where none stands. */
export function freePlace(drawing: Drawing): { x: number; y: number } {
  const last = drawing.boxes[drawing.boxes.length - 1];
  if (!last) return { x: 0, y: 0 };
  const taken = (x: number, y: number): boolean =>
    drawing.boxes.some((box) => Math.abs(box.x - x) < kBoxWide && Math.abs(box.y - y) < kBoxHigh);
  for (let k = 0; ; ++k) {
    const x = last.x + (k % 3 === 0 ? kColumn : k % 3 === 1 ? 0 : -kColumn);
    const y = last.y + kRow * Math.ceil(k / 3);
    if (!taken(x, y)) return { x, y };
  }
}

export function changeBox(drawing: Drawing, id: string, change: Partial<Omit<Box, 'id'>>): Drawing {
  const name = change.name === undefined ? {} : { name: nameFor(drawing, change.name, id) };
  const boxes = drawing.boxes.map((box) => (box.id === id ? { ...box, ...change, ...name } : box));
  return { ...drawing, boxes };
}

export function addArrow(drawing: Drawing, from: string, to: string, label = ''): Drawing {
  const there = drawing.arrows.some((arrow) => arrow.from === from && arrow.to === to);
  if (from === to || there) return drawing;
  const arrow = { id: nextId('a', drawing.arrows), from, to, label, both: false };
  return { ...drawing, arrows: [...drawing.arrows, arrow] };
}

export function changeArrow(
  drawing: Drawing,
  id: string,
  change: Partial<Omit<Arrow, 'id'>>,
): Drawing {
  const arrows = drawing.arrows.map((arrow) => (arrow.id === id ? { ...arrow, ...change } : arrow));
  return { ...drawing, arrows };
}

/** Without these boxes and arrows, and without arrows that would hang in the air. */
export function without(drawing: Drawing, ids: ReadonlySet<string>): Drawing {
  const boxes = drawing.boxes.filter((box) => !ids.has(box.id));
  const left = new Set(boxes.map((box) => box.id));
  const arrows = drawing.arrows.filter(
    (arrow) => !ids.has(arrow.id) && left.has(arrow.from) && left.has(arrow.to),
  );
  return { boxes, arrows };
}

/** The drawing in words: a line per arrow, then a line per box with its kind and place. */
export function textOf(drawing: Drawing): string {
  const names = new Map(drawing.boxes.map((box) => [box.id, box.name]));
  const arrows = drawing.arrows.map(({ from, to, label, both }) => {
    const line = `${names.get(from) ?? ''} ${both ? '<->' : '->'} ${names.get(to) ?? ''}`;
    const words = label.replace(/\s+/g, ' ').trim();
    return words ? `${line}: ${words}` : line;
  });
  const boxes = drawing.boxes.map((box) => {
    const kind = box.kind === 'service' ? '' : ` (${box.kind})`;
    return `${box.name}${kind} at ${Math.round(box.x)},${Math.round(box.y)}`;
  });
  return [...arrows, ...boxes].join('\n');
}

/** The text form as a person reads it: without where the boxes stand. */
export function withoutPlaces(text: string): string {
  return text.replace(/ at -?\d+,-?\d+$/gm, '');
}

/** Whether a text is the text form, and not a picture made of signs. */
export function isTextForm(text: string): boolean {
  return text
    .split('\n')
    .map((line) => line.trim())
    .every((line) => line === '' || (/\p{L}/u.test(line) && !/ {3}/.test(line)));
}

const kArrow = /\s*(<->|->)\s*/;
const kArrowLine = /^(.+?)\s*(<->|->)\s*(.+?)\s*(?::\s*(.*))?$/;
const kBoxLine = /^(.+?)\s*(?:\((\w+)\))?\s*(?:\bat (-?\d+),\s*(-?\d+))?$/;

interface Unplaced {
  name: string;
  kind: BoxKind;
  at: { x: number; y: number } | null;
}

/** Reads the text form; what a person leaves out is filled in: boxes that only arrows name, kinds,
 * places. Of `before` places and kinds are kept where the text says nothing. */
export function readDrawing(text: string, before: Drawing = kEmptyDrawing): Drawing {
  const known = new Map(before.boxes.map((box) => [box.name, box]));
  const boxes = new Map<string, Unplaced>();
  const lines: { from: string; to: string; label: string; both: boolean }[] = [];
  const touch = (wish: string, kind = ''): Unplaced => {
    const name = nameFor(kEmptyDrawing, wish);
    const old = known.get(name);
    const found = boxes.get(name) ?? {
      name,
      kind: old?.kind ?? 'service',
      at: old ? { x: old.x, y: old.y } : null,
    };
    found.kind = kBoxKinds.find((item) => item === kind) ?? found.kind;
    boxes.set(name, found);
    return found;
  };
  /** One end of an arrow or a box's own line: a name, perhaps a kind, perhaps a place. */
  const read = (words: string): Unplaced => {
    const [, name = '', kind = '', x, y] = kBoxLine.exec(words) ?? [];
    const box = touch(name, kind);
    if (x !== undefined && y !== undefined) box.at = { x: Number(x), y: Number(y) };
    return box;
  };
  for (const line of text.split('\n').map((item) => item.trim())) {
    if (line === '' || boxes.size >= kBoxesMax) continue;
    const arrow = kArrowLine.exec(line);
    if (arrow) {
      const [, first = '', way = '', rest = '', label = ''] = arrow;
      // One line may go on: a -> b -> c.
      const [second = '', ...more] = rest.split(kArrow);
      const chain = [first, way, second, ...more];
      for (let k = 0; k + 2 < chain.length && boxes.size < kBoxesMax; k += 2) {
        const both = chain[k + 1] === '<->';
        const [from, to] = [read(chain[k] ?? '').name, read(chain[k + 2] ?? '').name];
        lines.push({ from, to, label, both });
      }
    } else {
      read(line);
    }
  }
  const all = [...boxes.values()];
  const ids = new Map(all.map((box, k) => [box.name, `b${k + 1}`]));
  const arrows = lines
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, ...rest }, k) => ({
      id: `a${k + 1}`,
      from: ids.get(from)!,
      to: ids.get(to)!,
      ...rest,
    }));
  return { boxes: placed(all, ids, arrows), arrows };
}

/** How many arrows each box is away from where the drawing begins: boxes that no arrow leads to,
 * or, of a circle, the first one named. */
function depthsOf(ids: readonly string[], arrows: readonly Arrow[]): Map<string, number> {
  const depth = new Map<string, number>();
  const led = new Set(arrows.map((arrow) => arrow.to));
  const starts = [...ids.filter((id) => !led.has(id)), ...ids];
  for (const start of starts) {
    if (depth.has(start)) continue;
    depth.set(start, 0);
    const open = [start];
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      for (const { from, to } of arrows) {
        if (from !== id || depth.has(to)) continue;
        depth.set(to, depth.get(id)! + 1);
        open.push(to);
      }
    }
  }
  return depth;
}

/** Boxes without a place stand in columns along the arrows, below what has a place. */
function placed(
  all: readonly Unplaced[],
  ids: ReadonlyMap<string, string>,
  arrows: readonly Arrow[],
): Box[] {
  const depth = depthsOf(
    all.map((box) => ids.get(box.name)!),
    arrows,
  );
  const lowest = Math.max(-kRow, ...all.map((box) => box.at?.y ?? -kRow));
  const filled = new Map<number, number>();
  return all.map((box) => {
    const id = ids.get(box.name)!;
    if (box.at) return { id, name: box.name, kind: box.kind, ...box.at };
    const column = depth.get(id)!;
    const row = filled.get(column) ?? 0;
    filled.set(column, row + 1);
    const y = lowest + kRow * (row + 1);
    return { id, name: box.name, kind: box.kind, x: column * kColumn, y };
  });
}

/** Of two arrows that go there and back one has to keep out of the other's way. */
export function isWayBack(drawing: Drawing, { from, to }: Arrow): boolean {
  return from > to && drawing.arrows.some((other) => other.from === to && other.to === from);
}

/** The sides of two boxes that an arrow joins: those that face each other, or on the way back
 * those that look the same way. */
export function sidesOf(from: Box, to: Box, back = false): { from: Side; to: Side } {
  if (back) {
    const side = Math.abs(to.x - from.x) >= Math.abs(to.y - from.y) ? 'bottom' : 'right';
    return { from: side, to: side };
  }
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  if (Math.abs(dx) >= Math.abs(dy)) {
    return dx >= 0 ? { from: 'right', to: 'left' } : { from: 'left', to: 'right' };
  }
  return dy >= 0 ? { from: 'bottom', to: 'top' } : { from: 'top', to: 'bottom' };
}
export type Side = 'left' | 'right' | 'top' | 'bottom';

export function pointOn(box: Box, side: Side): { x: number; y: number } {
  switch (side) {
    case 'left':
      return { x: box.x, y: box.y + kBoxHigh / 2 };
    case 'right':
      return { x: box.x + kBoxWide, y: box.y + kBoxHigh / 2 };
    case 'top':
      return { x: box.x + kBoxWide / 2, y: box.y };
    case 'bottom':
      return { x: box.x + kBoxWide / 2, y: box.y + kBoxHigh };
  }
}
