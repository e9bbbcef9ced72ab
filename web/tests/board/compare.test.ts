import { describe, expect, it } from 'vitest';
import { changesInWords, rowsOf } from '../../src/board/compare';
import { readVerdict } from '../../src/wire/verdict';
import { kVerdict } from '../loop/sample';

const signal = (rating: string | null, floor_met: boolean) => ({ signal: 'coding', rating, floor_met });
const left = readVerdict({ ...kVerdict, signals: [signal('hire', true)] });
const right = readVerdict({ ...kVerdict, outcome: 'hire', level: 'senior', signals: [signal(null, false)] });

describe('two lines side by side', () => {
  const rows = rowsOf(
    left,
    right,
    (rating) => rating ?? 'none',
    (share) => String(share),
    (id) => id,
  );

  it('mark what differs and nothing else', () => {
    expect(rows.filter((row) => row.differs).map((row) => row.what)).toEqual(['Decision', 'coding']);
    expect(rows.find((row) => row.what === 'coding')).toMatchObject({
      left: 'hire',
      right: 'none, below the floor',
    });
  });

  it('say what was changed', () => {
    const changes = [{ change: 'set_level' as const, level: 'mid' }];
    expect(changesInWords({ name: 'x', changes, verdict: left })).toBe('target level mid');
    expect(changesInWords({ name: 'x', changes: [], verdict: left })).toBe('nothing changed');
  });
});
