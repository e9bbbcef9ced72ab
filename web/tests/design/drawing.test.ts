import { describe, expect, it } from 'vitest';
import * as draw from '../../src/design/drawing';
import { changed, historyOf, redone, undone } from '../../src/design/history';

const kText = [
  'client -> api: HTTPS',
  'api <-> orders db: SQL, p99 5 ms',
  'client (person) at 0,0',
  'api at 230,0',
  'orders db (store) at 460,-40',
].join('\n');

describe('a drawing in words', () => {
  it('reads back as it was written', () => {
    const drawing = draw.readDrawing(kText);
    expect(drawing.boxes.map((box) => box.kind)).toEqual(['person', 'service', 'store']);
    expect(drawing.arrows.map((arrow) => arrow.both)).toEqual([false, true]);
    expect(draw.textOf(drawing)).toBe(kText);
    expect(draw.readDrawing(draw.textOf(drawing))).toEqual(drawing);
  });

  it('fills in what a person leaves out', () => {
    const drawing = draw.readDrawing('a -> b\nb -> c: x\n\nc -> a\nalone');
    expect(drawing.boxes.map((box) => box.name)).toEqual(['a', 'b', 'c', 'alone']);
    expect(drawing.arrows).toHaveLength(3);
    const places = new Set(drawing.boxes.map((box) => `${box.x},${box.y}`));
    expect(places.size).toBe(4);
  });

  it('lays out along the arrows, around circles too, and takes kinds at an arrow’s end', () => {
    const drawing = draw.readDrawing('shop (person) -> api\napi -> retry (queue)\nretry -> api\nx -> x2\nx2 -> x');
    expect(drawing.boxes.map((box) => [box.name, box.kind, box.x])).toEqual([
      ['shop', 'person', 0],
      ['api', 'service', 230],
      ['retry', 'queue', 460],
      ['x', 'service', 0],
      ['x2', 'service', 230],
    ]);
  });

  it('keeps places and kinds of boxes that are still named', () => {
    const before = draw.readDrawing(kText);
    const after = draw.readDrawing('client -> api\napi -> cache', before);
    expect(after.boxes[0]).toMatchObject({ kind: 'person', x: 0, y: 0 });
    expect(after.boxes[1]).toMatchObject({ x: 230, y: 0 });
    expect(after.boxes[2]!.y).toBeGreaterThan(0);
  });

  it('survives any text', () => {
    for (const text of ['->', ' -> x', 'x ->', '::', '((', 'at 3,4', 'a -> a', '-> -> ->', 'a:b:c']) {
      const drawing = draw.readDrawing(text);
      expect(draw.readDrawing(draw.textOf(drawing)).boxes).toHaveLength(drawing.boxes.length);
    }
  });
});

describe('a drawing', () => {
  it('gives every box a name of its own that the words can hold', () => {
    let drawing = draw.addBox(draw.kEmptyDrawing, 'store', 0, 0);
    drawing = draw.addBox(drawing, 'store', 0, 0);
    expect(drawing.boxes.map((box) => box.name)).toEqual(['store', 'store 2']);
    drawing = draw.changeBox(drawing, 'b2', { name: 'a -> b: (c)' });
    expect(drawing.boxes[1]!.name).toBe('a b c');
    expect(draw.changeBox(drawing, 'b2', { name: ' ' }).boxes[1]!.name).toBe('box');
  });

  it('loses with a box its arrows, and has no arrow twice', () => {
    let drawing = draw.readDrawing(kText);
    const [client, api] = drawing.boxes;
    expect(draw.addArrow(drawing, client!.id, api!.id)).toBe(drawing);
    expect(draw.addArrow(drawing, api!.id, api!.id)).toBe(drawing);
    drawing = draw.without(drawing, new Set([client!.id]));
    expect(drawing.arrows).toHaveLength(1);
  });

  it('puts new boxes where none stands', () => {
    let drawing = draw.kEmptyDrawing;
    for (let k = 0; k < 12; ++k) {
      const { x, y } = draw.freePlace(drawing);
      drawing = draw.addBox(drawing, 'service', x, y);
    }
    expect(new Set(drawing.boxes.map((box) => `${box.x},${box.y}`)).size).toBe(12);
  });
});

describe('undo', () => {
  it('takes steps back and forth, and moves in a row as one', () => {
    let history = historyOf(0);
    history = changed(history, 1);
    history = changed(history, 2, 'move');
    history = changed(history, 3, 'move');
    expect(undone(history).now).toBe(1);
    expect(undone(undone(history)).now).toBe(0);
    expect(undone(undone(undone(history))).now).toBe(0);
    expect(redone(undone(history)).now).toBe(3);
    expect(changed(undone(history), 9).future).toEqual([]);
  });
});

describe('a text that a person wrote', () => {
  it('reads a line that goes on, and tells a picture made of signs from the text form', () => {
    const drawing = draw.readDrawing('client -> api <-> cache -> orders (store): SQL');
    expect(drawing.boxes.map((box) => [box.name, box.kind])).toEqual([
      ['client', 'service'],
      ['api', 'service'],
      ['cache', 'service'],
      ['orders', 'store'],
    ]);
    expect(drawing.arrows.map(({ both, label }) => [both, label])).toEqual([
      [false, 'SQL'],
      [true, 'SQL'],
      [false, 'SQL'],
    ]);
    expect(draw.isTextForm('client -> api: HTTPS\napi at 0,120')).toBe(true);
    expect(draw.isTextForm('[orders] -> (bus)\n      |         |\n[portal]   [logs]')).toBe(false);
  });
});
