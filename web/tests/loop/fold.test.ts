import { describe, expect, it } from 'vitest';
import { apply, foldUntil } from '../../src/loop/fold';
import { currentRound, elapsedMs, kEmptyLoop, phaseOf } from '../../src/loop/state';
import { eventsOf, kLoop, kVerdict } from './sample';

describe('fold', () => {
  it('joins the parts of one answer by a space in one turn', () => {
    const state = foldUntil(eventsOf(...kLoop));
    const turns = state.rounds[0]!.turns;
    expect(turns.map((turn) => turn.text)).toEqual(['Hello.', 'Reverse a list?', 'I swap the ends.']);
    expect(turns[2]!.partial).toBe(false);
    expect([...state.keys].sort()).toEqual(['a', 'b', 'f']);
  });

  it('stops at the seq asked for and never changes an earlier state', () => {
    const events = eventsOf(...kLoop);
    const early = foldUntil(events, 5);
    expect(early.rounds[0]!.turns[2]!.text).toBe('I swap');
    apply(early, events[5]!);
    expect(early.rounds[0]!.turns[2]!.text).toBe('I swap');
    expect(early.seq).toBe(5);
  });

  it('knows the phase: interview, sealing, debrief, decided', () => {
    const more: [string, object][] = [
      ...kLoop,
      ['RoundFinished', { round: 'behavioral', by: 'time' }],
      ['FeedbackSealed', { seat: 'coder', rater: 'agent:coder', sha256: 'ab' }],
      ['SeatAbstained', { seat: 'talker', rater: 'human:x', reason: 'late' }],
      ['EnvelopesOpened', { feedback: [] }],
      ['VerdictReached', { verdict: kVerdict }],
    ];
    const events = eventsOf(...more);
    const at = (seq: number) => phaseOf(foldUntil(events, seq));
    expect([at(0), at(8), at(9), at(10), at(12), at(13)]).toEqual([
      'waiting',
      'interview',
      'sealing',
      'sealing',
      'debrief',
      'decided',
    ]);
    expect(currentRound(foldUntil(events, 8))!.id).toBe('behavioral');
    expect(currentRound(foldUntil(events, 9))).toBeNull();
    expect(foldUntil(events).seats[1]!.abstained).toBe('late');
  });

  it('counts a round’s time as the server does: long silences cut, pauses left out', () => {
    const events = eventsOf(
      ...kLoop,
      ['LoopPaused', { key: 'p' }],
      ['LoopResumed', { key: 'r' }],
      ['RoundFinished', { round: 'behavioral', by: 'skipped', key: 's' }],
    );
    const at = (seq: number) => foldUntil(events, seq).rounds[1]!;
    // Begun at 8 s, paused at 9 s, resumed at 10 s.
    expect(elapsedMs(at(8), 8_500)).toBe(500);
    expect(elapsedMs(at(8), 8_000 + 3_600_000)).toBe(300_000);
    expect(at(9).paused).toBe(true);
    expect(elapsedMs(at(9), 99_000)).toBe(1_000);
    expect(elapsedMs(at(10), 12_000)).toBe(3_000);
    expect(at(11)).toMatchObject({ finishedBy: 'skipped', paused: false });
    expect(foldUntil(events).keys.has('p')).toBe(true);
  });

  it('passes over a kind it does not know, but counts it', () => {
    const state = foldUntil(eventsOf(...kLoop, ['CoffeeServed', { cups: 2 }]));
    expect(state.seq).toBe(9);
    expect(state.rounds).toHaveLength(2);
  });

  it('renames, promotes and deletes variations', () => {
    const made = { variation: 'v1', parent: '', name: '', changes: [], verdict: kVerdict };
    const events = eventsOf(
      ['VariationCreated', made],
      ['VariationCreated', { ...made, variation: 'v2', parent: 'v1' }],
      ['VariationChanged', { variation: 'v1', name: 'better story', promoted: true }],
      ['VariationChanged', { variation: 'v2', deleted: true }],
    );
    expect(foldUntil(events).variations).toMatchObject([
      { id: 'v1', name: 'better story', promoted: true },
    ]);
    expect(foldUntil(events, 2).variations).toHaveLength(2);
    expect(kEmptyLoop.variations).toHaveLength(0);
  });

  it('undoes a deletion and a promotion, and promotes one line at a time', () => {
    const made = { variation: 'v1', parent: '', name: 'a', changes: [], verdict: kVerdict };
    const events = eventsOf(
      ['VariationCreated', made],
      ['VariationCreated', { ...made, variation: 'v2' }],
      ['VariationChanged', { variation: 'v1', promoted: true }],
      ['VariationChanged', { variation: 'v1', name: 'b' }],
      ['VariationChanged', { variation: 'v1', deleted: true }],
      ['VariationChanged', { variation: 'v1', restored: true }],
      ['VariationChanged', { variation: 'v2', promoted: true }],
      ['VariationChanged', { variation: 'v2', demoted: true }],
    );
    expect(foldUntil(events, 5)).toMatchObject({ variations: [{ id: 'v2' }], deleted: [{ id: 'v1' }] });
    expect(foldUntil(events, 6).variations).toMatchObject([
      { id: 'v1', name: 'b', promoted: true },
      { id: 'v2', promoted: false },
    ]);
    expect(foldUntil(events, 7).variations.map((item) => item.promoted)).toEqual([false, true]);
    expect(foldUntil(events).variations.map((item) => item.promoted)).toEqual([false, false]);
  });
});
