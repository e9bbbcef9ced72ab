import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../src/board/marks';
import { factsOf, sentencesOf } from '../../src/board/steps';
import { readFeedback, type Card } from '../../src/wire/feedback';

function cards(...spans: [number, number][]): Card[] {
  const raw = spans.map((span, k) => ({ id: `c${k}`, signal: 's', span, turn: 0 }));
  return readFeedback({ seat: 'a', cards: raw }).cards;
}
const shape = (text: string, ...spans: [number, number][]) =>
  piecesOf(text, cards(...spans)).map((p) => [p.text, p.cards.map((card) => card.id).join(' ')]);

describe('marks', () => {
  it('cut overlapping quotes at every edge and keep the text whole', () => {
    expect(shape('abcdef', [1, 4], [3, 5])).toEqual([
      ['a', ''],
      ['bc', 'c0'],
      ['d', 'c0 c1'],
      ['e', 'c1'],
      ['f', ''],
    ]);
  });

  it('count code points, not code units', () => {
    expect(shape('a😀b', [1, 2])).toEqual([
      ['a', ''],
      ['😀', 'c0'],
      ['b', ''],
    ]);
  });

  it('do not mark the space between two quotes', () => {
    expect(shape('a b', [0, 3], [0, 1], [2, 3])).toEqual([
      ['a', 'c0 c1'],
      [' ', ''],
      ['b', 'c0 c2'],
    ]);
  });

  it('leave out spans that are not in the text, and empty texts', () => {
    expect(shape('abc', [2, 9], [1, 1])).toEqual([['abc', '']]);
    expect(shape('', [0, 0])).toEqual([]);
  });
});

describe('debrief steps', () => {
  it('say their sentences and short facts and nothing nested', () => {
    const detail = { text: 'The room agreed.', signal: 'hiring_manager', moved: 1, deep: { a: 1 } };
    expect(sentencesOf(detail)).toEqual(['The room agreed.']);
    expect(factsOf(detail)).toEqual([
      ['signal', 'Hiring manager'],
      ['moved', '1'],
    ]);
    expect(factsOf(null)).toEqual([]);
    expect(sentencesOf('x')).toEqual([]);
  });
});
