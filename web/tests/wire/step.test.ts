import { describe, expect, it } from 'vitest';
import { chaptersOf } from '../../src/board/chapters';
import { readStep } from '../../src/wire/step';

const hire = { outcome: 'hire', level: 'senior' };

describe('steps of a debrief', () => {
  it('are read by kind', () => {
    expect(readStep('repeated_concern', { what: 'no_number', seats: ['a', 'b'], cards: ['x'] })).toEqual({
      kind: 'repeated',
      strength: false,
      what: 'no_number',
      seats: ['a', 'b'],
      cards: ['x'],
    });
    expect(
      readStep('contradiction', { kind: 'floor', cards_for: ['a1'], cards_against: ['b1'], index: 0 }),
    ).toMatchObject({ contradiction: { kind: 'floor', cardsFor: ['a1'], cardsAgainst: ['b1'] } });
    expect(readStep('level', { target_level: 'senior', point: hire, low: hire, high: hire })).toMatchObject({
      target: 'senior',
      point: { outcome: 'hire' },
    });
  });

  it('of an unknown kind or shape are passed on as they came', () => {
    expect(readStep('coffee', { cups: 2 })).toEqual({ kind: 'other', detail: { cups: 2 } });
    expect(readStep('level', { target_level: 3 })).toEqual({ kind: 'other', detail: { target_level: 3 } });
    expect(readStep('floors', null)).toEqual({ kind: 'other', detail: null });
  });

  it('make the chapters of a meeting, in the order they came', () => {
    const steps = [
      { seq: 5, step: 'envelopes_opened', detail: { seats: [], abstained: [] } },
      { seq: 6, step: 'table', detail: {} },
      { seq: 7, step: 'contradiction', detail: { kind: 'floor' } },
      { seq: 8, step: 'seat_spoke', detail: { seat: 'a' } },
      { seq: 9, step: 'coffee', detail: {} },
    ];
    expect(chaptersOf(steps).map((chapter) => [chapter.id, chapter.seq, chapter.steps.length])).toEqual([
      ['table', 5, 2],
      ['disagreed', 7, 2],
      ['coffee', 9, 1],
    ]);
  });
});
