import { describe, expect, it } from 'vitest';
import { funnelsOf } from '../../src/home/funnel';
import { readSummary, type Summary } from '../../src/wire/results';

function loop(panel: string, over: number, verdict: object | null = null): Summary {
  return readSummary({
    panel,
    title: `The ${panel}`,
    rounds: ['coding', 'design'].map((round, k) => ({ round, state: k < over ? 'over' : 'ahead' })),
    verdict,
  });
}
const sank = (signal: string) => ({
  outcome: 'no_hire',
  level: null,
  target_level: 'senior',
  attribution: { shapley: { [signal]: '-2', coding: signal === 'coding' ? '-2' : '0' } },
});

describe('a funnel', () => {
  it('tells how far each loop got and what sank more than one', () => {
    const [funnel] = funnelsOf([
      loop('a', 2, sank('design')),
      loop('a', 2, sank('design')),
      loop('a', 2, sank('coding')),
      loop('a', 1),
      loop('b', 2),
    ]);
    expect(funnel).toEqual({
      panel: 'a',
      title: 'The a',
      started: 4,
      passed: [
        { round: 'coding', count: 4 },
        { round: 'design', count: 3 },
      ],
      decided: 3,
      outcomes: [{ outcome: 'no_hire', count: 3 }],
      sinks: [{ signal: 'design', count: 2 }],
    });
  });

  it('needs more than one loop', () => {
    expect(funnelsOf([])).toEqual([]);
    expect(funnelsOf([loop('a', 1), loop('b', 1)])).toEqual([]);
  });
});
