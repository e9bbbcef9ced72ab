import { expect, it } from 'vitest';
import {
  guessRoles,
  guessRound,
  missing,
  partOf,
  readSpoken,
  splitAt,
  transcriptOf,
} from '../../src/import/importing';
import { readPanel } from '../../src/wire/panel';

const spoken = readSpoken({
  rounds: [
    {
      round: 'interview',
      turns: [
        { name: 'Dana', text: 'Why?', at_ms: 1000, until_ms: 2000 },
        { name: 'Sam', text: 'Because.', kind: 'speech' },
        { name: 'Dana', text: 'Sort this?' },
        { name: '', text: 'sorted(x)', kind: 'code' },
      ],
    },
  ],
  names: [
    { name: 'Dana', turns: 2, questions: 2, speaker: null },
    { name: 'Sam', turns: 1, questions: 0, speaker: null },
    { name: '', turns: 1, questions: 0, speaker: null },
  ],
});
const panel = readPanel({
  name: 'p',
  rounds: [
    { id: 'coding', seat: 'coding' },
    { id: 'conduct', seat: 'lead', kind: 'hiring_manager' },
  ],
});

it('guesses who asks and who answers, and leaves the nameless open', () => {
  expect(guessRoles(spoken.names)).toEqual({ Dana: 'interviewer', Sam: 'candidate', '': '' });
  const known = [{ name: 'Q', turns: 1, questions: 0, speaker: 'interviewer' as const }];
  expect(guessRoles(known)).toEqual({ Q: 'interviewer' });
});

it('matches a heading to a round by id, kind or seat, each once', () => {
  expect(guessRound('Coding', panel, [])).toBe('coding');
  expect(guessRound('hiring manager', panel, [])).toBe('conduct');
  expect(guessRound('coding', panel, ['coding'])).toBe('');
  expect(guessRound('interview', panel, [])).toBe('');
});

it('splits where another round begins, and joins again', () => {
  const split = splitAt(spoken, 2);
  expect(split.parts.map((part) => part.from)).toEqual([0, 2]);
  expect(partOf(split, 1)).toBe(0);
  expect(partOf(split, 3)).toBe(1);
  expect(splitAt(split, 2).parts).toEqual(spoken.parts);
  expect(splitAt(spoken, 0).parts).toEqual(spoken.parts);
});

it('says what is missing, and writes the transcript of the rest', () => {
  const split = splitAt(spoken, 2);
  const roles = guessRoles(spoken.names);
  const given = { roles, turnRoles: {}, rounds: ['', ''] };
  expect(missing(split, given)).toMatch(/which round/);
  expect(missing(split, { ...given, rounds: ['coding', 'coding'] })).toMatch(/same round/);
  expect(missing(split, { ...given, rounds: ['', 'coding'] })).toMatch(/who the candidate is/);
  const done = { roles, turnRoles: { 3: 'candidate' as const }, rounds: ['conduct', 'coding'] };
  expect(missing(split, done)).toBe('');
  expect(transcriptOf(split, done)).toEqual({
    format: 'halfstep/transcript',
    version: 1,
    rounds: [
      {
        round: 'conduct',
        turns: [
          { speaker: 'interviewer', text: 'Why?', kind: 'speech', at_ms: 1000, until_ms: 2000 },
          { speaker: 'candidate', text: 'Because.', kind: 'speech' },
        ],
      },
      {
        round: 'coding',
        turns: [
          { speaker: 'interviewer', text: 'Sort this?', kind: 'speech' },
          { speaker: 'candidate', text: 'sorted(x)', kind: 'code' },
        ],
      },
    ],
  });
});

it('gives what only looked like a name back to the turn before it', () => {
  const heard = readSpoken({
    rounds: [
      {
        round: 'coding',
        turns: [
          { name: 'Sam', text: 'These two.' },
          { name: 'Redis', text: 'fast' },
          { name: 'Sam', text: 'So.' },
        ],
      },
    ],
    names: [
      { name: 'Sam', turns: 2, questions: 0, speaker: null },
      { name: 'Redis', turns: 1, questions: 0, speaker: null },
    ],
  });
  const given = { roles: { Sam: 'candidate', Redis: 'nobody' }, turnRoles: {}, rounds: ['coding'] } as const;
  const [round] = (transcriptOf(heard, given) as { rounds: { turns: { text: string }[] }[] }).rounds;
  expect(round?.turns.map((turn) => turn.text)).toEqual(['These two.\nRedis: fast', 'So.']);
});
