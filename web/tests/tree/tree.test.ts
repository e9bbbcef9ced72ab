import { describe, expect, it } from 'vitest';
import type { Variation } from '../../src/loop/state';
import { readPath, writePath } from '../../src/tree/path';
import { ancestryOf, linesOf, treeOf } from '../../src/tree/tree';

const variation = (id: string, parent = ''): Variation => ({
  id,
  parent,
  name: '',
  changes: [],
  verdict: null,
  promoted: false,
  seq: 1,
});
const all = [variation('v1'), variation('v2'), variation('v3', 'v1'), variation('v4', 'v3')];

describe('the tree of variations', () => {
  it('reads depth first in order of creation', () => {
    const lines = linesOf(treeOf(all)).map((line) => [line.node.variation.id, line.depth]);
    expect(lines).toEqual([
      ['v1', 0],
      ['v3', 1],
      ['v4', 2],
      ['v2', 0],
    ]);
  });

  it('keeps what grew from a deleted variation', () => {
    expect(treeOf(all.slice(1)).map((node) => node.variation.id)).toEqual(['v2', 'v3']);
  });

  it('lists the way down to one variation', () => {
    expect(ancestryOf(all, 'v4').map((item) => item.id)).toEqual(['v1', 'v3', 'v4']);
    expect(ancestryOf(all, 'nope')).toEqual([]);
  });
});

describe('paths', () => {
  it('come back as they were written', () => {
    const path = { seq: 12, variation: 'v 1', card: 'd&1', beside: 'main' };
    expect(readPath(writePath(path), 40)).toEqual(path);
  });

  it('survive nonsense', () => {
    expect(readPath('999&v=%E0%A4%A', 40)).toEqual({
      seq: 40,
      variation: '',
      card: '',
      beside: '',
    });
    expect(readPath('0', 40).seq).toBe(1);
    expect(readPath('', 7).seq).toBe(7);
  });
});
