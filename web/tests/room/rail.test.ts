import { describe, expect, it } from 'vitest';
import { foldUntil } from '../../src/loop/fold';
import { standingOf } from '../../src/room/rail';
import { eventsOf } from '../loop/sample';

const kBegun: [string, object] = ['RoundStarted', { round: 'coding', seat: 'coder', minutes: 30 }];
const kAsked: [string, object] = [
  'QuestionAsked',
  { round: 'coding', turn: 0, move: 'question', text: 'Reverse a list?' },
];
const kAnswered: [string, object] = [
  'AnswerGiven',
  { round: 'coding', turn: 1, text: 'I swap the ends.', partial: false, key: 'a' },
];
const finished = (by: string): [string, object] => [
  'RoundFinished',
  { round: 'coding', by, key: 'f' },
];
const standingAfter = (...events: [string, object][]) =>
  standingOf(foldUntil(eventsOf(...events)).rounds[0]);

describe('the rail', () => {
  it('tells a round that was lost or cut short from a finished one', () => {
    expect(standingOf(undefined)).toBe('ahead');
    expect(standingAfter(kBegun, kAsked)).toBe('now');
    expect(standingAfter(kBegun, kAsked, kAnswered, finished('candidate'))).toBe('done');
    expect(standingAfter(kBegun, kAsked, kAnswered, finished('interviewer'))).toBe('done');
    expect(standingAfter(kBegun, kAsked, kAnswered, finished('time'))).toBe('time');
    expect(standingAfter(kBegun, kAsked, kAnswered, finished('skipped'))).toBe('skipped');
    expect(standingAfter(kBegun, kAsked, finished('time'))).toBe('unanswered');
    expect(standingAfter(kBegun, finished('interviewer'))).toBe('unanswered');
  });
});
