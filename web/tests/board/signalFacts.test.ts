import { describe, expect, it } from 'vitest';
import { signalFactsOf, spreadOf } from '../../src/board/signalFacts';
import { readFeedback } from '../../src/wire/feedback';
import { readPanel } from '../../src/wire/panel';
import { readVerdict } from '../../src/wire/verdict';
import { kPanel, kVerdict } from '../loop/sample';

const { scale } = readPanel(kPanel);
const rated = (seat: string, rating: string | null) =>
  readFeedback({ seat, ratings: [{ signal: 'coding', rating, confidence: 'high' }] });

describe('the spread of a signal', () => {
  it('is how many steps its raters are apart', () => {
    const room = [rated('a', 'strong_hire'), rated('b', 'lean_no_hire'), rated('c', 'hire')];
    expect(spreadOf('coding', room, scale)).toBe(3);
    expect(spreadOf('coding', [rated('a', 'hire'), rated('b', 'hire')], scale)).toBe(0);
  });

  it('is none with fewer than two who observed it', () => {
    expect(spreadOf('coding', [rated('a', 'hire'), rated('b', null)], scale)).toBe(null);
    expect(spreadOf('design', [rated('a', 'hire'), rated('b', 'hire')], scale)).toBe(null);
  });
});

describe('what the room makes of a signal', () => {
  const line = (strength: number, floor_met: boolean) =>
    readVerdict({
      ...kVerdict,
      signals: [{ signal: 'coding', rating: 'hire', strength, floor: 'lean_hire', floor_met }],
    });

  it('is told in words, with the floor and the spread', () => {
    const room = [rated('a', 'hire'), rated('b', 'lean_hire')];
    expect(signalFactsOf('coding', room, line(0.6, true), scale)).toBe(
      'firm evidence · floor ✓ · spread 1 step',
    );
    expect(signalFactsOf('coding', [rated('a', 'hire')], line(0.39, false), scale)).toBe(
      'thin evidence · floor ✗',
    );
    expect(signalFactsOf('coding', room, null, scale)).toBe('spread 1 step');
  });
});
