import { describe, expect, it } from 'vitest';
import { foldUntil } from '../../src/loop/fold';
import { firstLanguage, languageOf, padOf, taskOf } from '../../src/room/problem';
import { eventsOf, kLoop } from '../loop/sample';

describe('the pad beside the talk', () => {
  it('is for code in coding rounds, for drawing in design rounds, and absent elsewhere', () => {
    const state = foldUntil(eventsOf(...kLoop));
    const coding = state.rounds[0]!;
    expect(padOf(state.panel, coding)).toBe('code');
    expect(padOf(state.panel, { ...coding, id: 'x', seat: 'design' })).toBe('drawing');
    expect(padOf(state.panel, { ...coding, id: 'x', seat: 'behavioral', turns: [] })).toBe(null);
  });

  it('belongs to the problem asked last, and keeps it while others are talked about', () => {
    const state = foldUntil(eventsOf(...kLoop));
    const round = state.rounds[0]!;
    const problem = { statement: 'Add two numbers.', starter: { go: 'func add' } };
    const more = { looksFor: [], followUps: [], challenges: [] };
    const panel = {
      ...state.panel!,
      questions: [
        { id: 'add', ask: '', problem, ...more },
        { id: 'why', ask: '', problem: null, ...more },
      ],
    };
    const asked = (question: string) => ({ ...round.turns[0]!, question });
    expect(taskOf(panel, { ...round, turns: [] })).toMatchObject({ id: round.id, statement: '' });
    const task = taskOf(panel, { ...round, turns: [asked('add'), asked('why')] });
    expect(task).toMatchObject({ id: 'add', statement: 'Add two numbers.' });
    expect(firstLanguage(task)).toBe('go');
    expect(languageOf('go').runs).toBe(null);
    expect(languageOf('typescript').runs).toBe('javascript');
    expect(languageOf('klingon').id).toBe('python');
  });
});
