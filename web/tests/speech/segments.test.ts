import { describe, expect, it } from 'vitest';
import { keepSegments, keptSegments } from '../../src/keep/segments';
import { memoryShelf } from '../../src/keep/shelf';
import { retimed } from '../../src/speech/segments';

const kHeard = [
  { text: 'I would start with a hash map', atMs: 1000, untilMs: 3000 },
  { text: 'because one pass is enough', atMs: 9000, untilMs: 11000 },
];

describe('edited speech', () => {
  it('keeps the pauses of what was not edited', () => {
    expect(retimed('I would start with a hash map because one pass is enough', kHeard)).toEqual(kHeard);
  });

  it('gives corrected, added and dropped words to the stretch they stand in', () => {
    const edited = 'So: I’d start with a hash-map, because a single pass is enough. Done.';
    expect(retimed(edited, kHeard)).toEqual([
      { text: 'So: I’d start with a hash-map,', atMs: 1000, untilMs: 3000 },
      { text: 'because a single pass is enough. Done.', atMs: 9000, untilMs: 11000 },
    ]);
    expect(retimed('one pass is enough', kHeard)).toEqual([
      { text: 'one pass is enough', atMs: 9000, untilMs: 11000 },
    ]);
  });

  it('has no times when nothing was spoken, and one stretch when it is too long to compare', () => {
    expect(retimed('typed', [])).toEqual([]);
    expect(retimed('', kHeard)).toEqual([]);
    const long = Array.from({ length: 5000 }, (_, k) => `w${k}`).join(' ');
    expect(retimed(long, kHeard)).toEqual([{ text: long, atMs: 1000, untilMs: 11000 }]);
  });

  it('is kept beside the draft', () => {
    const shelf = memoryShelf();
    keepSegments(shelf, 'l1', kHeard);
    expect(keptSegments(shelf, 'l1')).toEqual(kHeard);
    shelf.set('spoken/l1', '[{"text":3}]');
    expect(keptSegments(shelf, 'l1')).toEqual([]);
  });
});
