import { describe, expect, it } from 'vitest';
import { foldUntil } from '../../src/loop/fold';
import { clears, kTolerance, lessonsOf } from '../../src/replay/trainer';
import { readVerdict } from '../../src/wire/verdict';
import { eventsOf, kLoop, kVerdict } from '../loop/sample';

const card = (id: string, signal: string, polarity: string) => ({
  id,
  signal,
  polarity,
  turn: 1,
  quote: 'We did',
  span: [0, 6],
});
const feedback = [
  { seat: 'coder', cards: [{ ...card('c1', 'coding', 'concern'), turn: 2 }] },
  {
    seat: 'talker',
    ratings: [{ signal: 'behavioral', rating: 'no_hire', would_raise: 'a decision of your own' }],
    cards: [card('b1', 'behavioral', 'concern'), card('b2', 'behavioral', 'strength')],
  },
];
const events = eventsOf(
  ...kLoop,
  ['QuestionAsked', { round: 'behavioral', turn: 0, move: 'question', text: 'Who decided?' }],
  ['AnswerGiven', { round: 'behavioral', turn: 1, text: 'We did that.', key: 'z' }],
  ['RoundFinished', { round: 'behavioral', by: 'candidate' }],
  ['EnvelopesOpened', { feedback }],
  ['VerdictReached', { verdict: kVerdict }],
);

describe('the trainer', () => {
  it('stops at answers that concerns of the sinking signal quote, and no others', () => {
    const lessons = lessonsOf(foldUntil(events), []);
    expect(lessons).toHaveLength(1);
    expect(lessons[0]).toMatchObject({
      round: 'behavioral',
      asked: { text: 'Who decided?' },
      strengths: [{ id: 'b2' }],
      concerns: [{ id: 'b1' }],
      wouldRaise: ['a decision of your own'],
    });
    expect(lessonsOf(foldUntil(events, 11), [])).toEqual([]);
  });

  it('stops where the chance fell by a turning point, with the graph’s own threshold', () => {
    const fall = [
      { seq: 3, pTarget: 0.6, step: '' },
      { seq: 6, pTarget: 0.4, step: '' },
    ];
    expect(lessonsOf(foldUntil(events), fall).map((lesson) => lesson.turn.seq)).toEqual([6, 10]);
    const slight = [fall[0]!, { seq: 6, pTarget: 0.55, step: '' }];
    expect(lessonsOf(foldUntil(events), slight).map((lesson) => lesson.turn.seq)).toEqual([10]);
  });

  it('accepts a better outcome, or the same with a better chance, and not a worse one', () => {
    const at = (outcome: string, chance: number) =>
      readVerdict({ ...kVerdict, outcome, panels: { p_target: chance } });
    const before = at('down_level', 0.4);
    const why = (after: ReturnType<typeof at>) => clears(after, before, [], () => true);
    expect(why(at('hire', 0.1))).toBe('outcome');
    expect(why(at('no_hire', 0.9))).toBeNull();
    expect(why(at('down_level', 0.4 + kTolerance + 1e-9))).toBe('chance');
    expect(why(at('down_level', 0.4))).toBeNull();
  });

  it('accepts a signal of the lesson that is brought up to the bar, and no other', () => {
    const at = (rating: string) =>
      readVerdict({ ...kVerdict, signals: [{ signal: 'behavioral', rating }] });
    const meets = (rating: string): boolean => rating === 'lean_hire';
    const [low, high] = [at('no_hire'), at('lean_hire')];
    expect(clears(high, low, ['behavioral'], meets)).toBe('bar');
    expect(clears(high, low, ['coding'], meets)).toBeNull();
    expect(clears(high, high, ['behavioral'], meets)).toBeNull();
  });

  it('hides what followed the answer', () => {
    const [lesson] = lessonsOf(foldUntil(events), []);
    expect(lesson!.before.every((turn) => turn.index < lesson!.turn.index)).toBe(true);
    expect(lesson!.signals).toEqual(['behavioral']);
  });
});
