import { describe, expect, it } from 'vitest';
import { happened } from '../../src/replay/places';
import { eventsOf, kLoop } from '../loop/sample';

const eventOf = (kind: string) => eventsOf(...kLoop).find((event) => event.body.kind === kind);
const answer = eventOf('AnswerGiven');

describe('the heading of a moment', () => {
  it('says what happened there, and by how much a turning point moved', () => {
    expect(happened(answer, 0, false)).toBe('Coding: an answer');
    expect(happened(answer, -0.12, false)).toBe('Coding: an answer. Chance down 12.');
    expect(happened(answer, -0.3, true)).toBe('Coding: an answer. Chance far down.');
    expect(happened(eventOf('RoundStarted'), 0, false)).toBe('Coding begins');
    expect(happened(eventOf('RoundFinished'), 0, false)).toBe('Coding ends');
    expect(happened(undefined, 0, false)).toBe('');
  });
});
