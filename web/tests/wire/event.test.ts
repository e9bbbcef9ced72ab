import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/wire/event';
import { WireError } from '../../src/wire/reader';
import { readFrame, RpcError } from '../../src/wire/rpc';
import { rationalValue, readVerdict } from '../../src/wire/verdict';
import { readFeedback } from '../../src/wire/feedback';
import {
  readEntries,
  readLoops,
  readProgress,
  readStarted,
  readSummary,
} from '../../src/wire/results';
import { kLoop, kVerdict, rawEventsOf } from '../loop/sample';

function problemOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof WireError ? error.message : `other: ${String(error)}`;
  }
  return 'accepted';
}

const answer = { round: 'r', turn: 2, text: 'Yes.', key: 'k' };
const event = (change: object) => ({
  loop: 'l1',
  seq: 3,
  at_ms: 5,
  kind: 'AnswerGiven',
  version: 1,
  data: answer,
  ...change,
});

describe('events from the wire', () => {
  it('reads every event of a loop', () => {
    const kinds = rawEventsOf(...kLoop).map((raw) => readEvent(raw).body.kind);
    expect(kinds).toEqual(kLoop.map(([kind]) => kind));
  });

  it('names the place of what is wrong', () => {
    expect(problemOf(() => readEvent(event({ seq: 0 })))).toContain('/seq');
    expect(problemOf(() => readEvent(event({ seq: 1.5 })))).toContain('/seq');
    expect(problemOf(() => readEvent(event({ data: { ...answer, turn: '2' } })))).toContain(
      '/data/turn',
    );
    expect(problemOf(() => readEvent(event({ data: { ...answer, kind: 'song' } })))).toContain(
      'speech, code',
    );
    expect(problemOf(() => readEvent(event({ version: 2 })))).toContain('newer');
    expect(problemOf(() => readEvent(null))).toContain('expected an object');
    expect(problemOf(() => readEvent([event({})]))).toContain('expected an object');
  });

  it('does not take inherited names for fields', () => {
    expect(problemOf(() => readEvent(event({ kind: 'toString' })))).toBe('accepted');
    expect(problemOf(() => readEvent(event({ data: Object.create(answer) })))).toContain('/data');
  });

  it('refuses spans that run backwards', () => {
    const card = { id: 'c', signal: 's', span: [5, 2] };
    const feedback = [{ seat: 'a', cards: [card] }];
    const opened = event({ kind: 'EnvelopesOpened', data: { feedback } });
    expect(problemOf(() => readEvent(opened))).toContain('/data/feedback/0/cards/0/span');
  });
});

describe('verdicts from the wire', () => {
  it('reads rationals as they stand and for bars as numbers', () => {
    expect(readVerdict(kVerdict).shapley).toEqual({ behavioral: '-3/2', coding: '0' });
    expect(rationalValue('-3/2')).toBe(-1.5);
    expect(rationalValue('4')).toBe(4);
  });

  it('refuses an unknown outcome and a broken rational', () => {
    expect(problemOf(() => readVerdict({ ...kVerdict, outcome: 'maybe' }))).toContain('/outcome');
    const attribution = { baseline: 'hire', shapley: { coding: '1/0' } };
    expect(problemOf(() => readVerdict({ ...kVerdict, attribution }))).toContain('rational');
  });
});

describe('frames', () => {
  it('tells results, errors and notifications apart', () => {
    expect(readFrame('{"jsonrpc":"2.0","id":4,"result":null}')).toEqual({
      type: 'result',
      id: 4,
      result: null,
    });
    const refused = readFrame(
      '{"jsonrpc":"2.0","id":5,"error":{"code":-32000,"message":"no","data":{"id":"loop.102","hint":"ask"}}}',
    );
    expect(refused.type === 'error' && refused.error).toBeInstanceOf(RpcError);
    expect(refused.type === 'error' && refused.error.id).toBe('loop.102');
    expect(readFrame('{"jsonrpc":"2.0","method":"loop.event","params":{}}').type).toBe(
      'notification',
    );
    expect(problemOf(() => readFrame('{"jsonrpc":"2.0"}'))).toContain('/id');
  });

  it('reads lists bare or named, of names or of objects', () => {
    expect(readEntries(['a'], 'panels')[0]).toMatchObject({ name: 'a', title: 'a' });
    expect(readEntries({ panels: [{ name: 'b', title: 'B' }] }, 'panels')[0]!.title).toBe('B');
    expect(readLoops({ loops: [{ loop: 'l' }] })[0]!.startedMs).toBe(0);
    expect(readStarted({ loop: 'l', tokens: { candidate: 't' } }).tokens.candidate).toBe('t');
  });

  it('reads the course of a loop: answers, then steps of the debrief', () => {
    const points = readProgress([
      { seq: 3, round: 'coding', turn: 1, p_target: 0.5, outcome: 'hire' },
      { seq: 5, round: 'coding', turn: 3, p_target: null, outcome: '' },
      { seq: 9, step: 'floors', p_target: 0.2, outcome: 'no_hire' },
    ]);
    expect(points).toEqual([
      { seq: 3, pTarget: 0.5, step: '' },
      { seq: 9, pTarget: 0.2, step: 'floors' },
    ]);
  });

  it('reads how far a loop has come', () => {
    const rounds = [
      { round: 'coding', state: 'over' },
      { round: 'design', state: 'open' },
    ];
    expect(readSummary({ panel: 'p', rounds, verdict: null })).toMatchObject({
      rounds: [{ over: true }, { over: false }],
      verdict: null,
    });
    const verdict = { outcome: 'hire', level: 'senior', attribution: { shapley: { coding: '1/2' } } };
    expect(readSummary({ rounds, verdict }).verdict).toMatchObject({
      outcome: 'hire',
      shapley: { coding: '1/2' },
    });
    expect(() => readSummary({ rounds, verdict: { outcome: 'maybe' } })).toThrow('/verdict/outcome');
  });

  it('reads how it was to listen, and tells where it is off', () => {
    const turn = { round: 'coding', turn: 2, curve: [[0, 1], [40, 0.35]], responds: false, lost_at: 40 };
    const { listening } = readFeedback({ seat: 'a', listening: [turn] });
    expect(listening[0]).toMatchObject({ responds: false, lostAt: 40, pointWords: null, signposts: 0 });
    expect(listening[0]!.curve[1]).toEqual([40, 0.35]);
    expect(() => readFeedback({ seat: 'a', listening: [{ ...turn, curve: [[1]] }] })).toThrow(
      '/listening/0/curve/0',
    );
  });
});
