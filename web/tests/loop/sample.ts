import { readEvent, type LoopEvent } from '../../src/wire/event';

/** Wire events from kinds and data, numbered from 1. */
export function eventsOf(...items: [string, object][]): LoopEvent[] {
  return rawEventsOf(...items).map((event) => readEvent(event));
}

export function rawEventsOf(...items: [string, object][]): { seq: number; loop: string }[] {
  return items.map(([kind, data], k) => ({
    loop: 'l1',
    seq: k + 1,
    at_ms: 1000 * (k + 1),
    kind,
    version: 1,
    data,
  }));
}

export const kPanel = {
  name: 'two-seats',
  title: 'Two seats',
  signals: [
    { id: 'coding', owner: ['coder'] },
    { id: 'behavioral', owner: ['talker'] },
  ],
  seats: [
    { id: 'coder', signals: ['coding'] },
    { id: 'talker', signals: ['behavioral'] },
  ],
  rounds: [
    { id: 'coding', seat: 'coder', minutes: 30 },
    { id: 'behavioral', seat: 'talker', minutes: 20 },
  ],
};

export const kVerdict = {
  format: 'halfstep/verdict',
  version: 1,
  outcome: 'down_level',
  level: 'mid',
  target_level: 'senior',
  policy: 'floor_ledger',
  reasons: [{ code: 'floor', signal: 'behavioral', text: 'Below the floor.', cards: ['b1'] }],
  attribution: { baseline: 'hire', shapley: { behavioral: '-3/2', coding: '0' } },
  flips: [{ raise: { behavioral: 1 }, outcome: 'hire', level: 'senior' }],
};

export const kLoop: [string, object][] = [
  ['LoopStarted', { panel: kPanel, target_level: 'senior', candidate: 'Sam', seed: 7 }],
  ['RoundStarted', { round: 'coding', seat: 'coder', minutes: 30 }],
  ['RemarkMade', { round: 'coding', turn: 0, move: 'opening', text: 'Hello.' }],
  ['QuestionAsked', { round: 'coding', turn: 1, move: 'question', text: 'Reverse a list?' }],
  ['AnswerGiven', { round: 'coding', turn: 2, text: 'I swap', partial: true, key: 'a' }],
  ['AnswerGiven', { round: 'coding', turn: 2, text: 'the ends.', partial: false, key: 'b' }],
  ['RoundFinished', { round: 'coding', by: 'candidate', key: 'f' }],
  ['RoundStarted', { round: 'behavioral', seat: 'talker', minutes: 20 }],
];
