import type { EventBody, LoopEvent } from '../wire/event';
import { currentRound, elapsedMs, kEmptyLoop } from './state';
import type { LoopState, RoundState, Turn, Variation } from './state';

type Body<K extends EventBody['kind']> = Extract<EventBody, { kind: K }>;

function changeRound(
  state: LoopState,
  id: string,
  change: (round: RoundState) => RoundState,
): LoopState {
  return { ...state, rounds: state.rounds.map((item) => (item.id === id ? change(item) : item)) };
}

function timePassed(round: RoundState, atMs: number): RoundState {
  return { ...round, activeMs: elapsedMs(round, atMs), lastMs: atMs };
}

/** Time stops for the running round, or runs again. */
function withPause(state: LoopState, event: LoopEvent, paused: boolean): LoopState {
  const running = currentRound(state);
  if (!running) return state;
  return changeRound(state, running.id, (round) => ({
    ...timePassed(round, event.atMs),
    paused,
  }));
}

function withKey(state: LoopState, key: string): LoopState {
  return key === '' ? state : { ...state, keys: new Set(state.keys).add(key) };
}

function spoken(
  state: LoopState,
  event: LoopEvent,
  body: Body<'QuestionAsked' | 'RemarkMade'>,
): LoopState {
  const turn: Turn = {
    index: body.turn,
    speaker: 'interviewer',
    kind: 'speech',
    text: body.text,
    partial: false,
    move: body.move,
    asksFor: body.asksFor,
    reason: body.reason,
    quote: body.quote,
    question: body.question,
    by: body.by,
    seq: event.seq,
    atMs: event.atMs,
  };
  return changeRound(state, body.round, (round) => ({
    ...timePassed(round, event.atMs),
    turns: [...round.turns, turn],
  }));
}

/** A partial answer goes on: what follows extends the same turn, joined by one space. */
function answered(state: LoopState, event: LoopEvent, body: Body<'AnswerGiven'>): LoopState {
  const grown = changeRound(state, body.round, (round) => {
    const before = round.turns.find(
      (turn) => turn.speaker === 'candidate' && turn.index === body.turn,
    );
    const turn: Turn = {
      index: body.turn,
      speaker: 'candidate',
      kind: body.turnKind,
      text: before ? `${before.text} ${body.text}` : body.text,
      partial: body.partial,
      move: null,
      asksFor: '',
      reason: '',
      quote: '',
      question: '',
      by: '',
      seq: event.seq,
      atMs: before?.atMs ?? event.atMs,
    };
    const turns = before
      ? round.turns.map((item) => (item === before ? turn : item))
      : [...round.turns, turn];
    return { ...timePassed(round, event.atMs), turns };
  });
  return withKey(grown, body.key);
}

function applyRoom(state: LoopState, event: LoopEvent): LoopState {
  const body = event.body;
  switch (body.kind) {
    case 'LoopStarted':
      return {
        ...state,
        panel: body.panel,
        targetLevel: body.targetLevel,
        candidate: body.candidate,
        origin: body.origin,
        startedMs: event.atMs,
      };
    case 'RoundStarted': {
      const round: RoundState = {
        id: body.round,
        seat: body.seat,
        minutes: body.minutes,
        startedMs: event.atMs,
        startedSeq: event.seq,
        finishedMs: null,
        finishedBy: '',
        activeMs: 0,
        lastMs: event.atMs,
        paused: false,
        turns: [],
      };
      return { ...state, rounds: [...state.rounds, round] };
    }
    case 'QuestionAsked':
    case 'RemarkMade':
      return spoken(state, event, body);
    case 'AnswerGiven':
      return answered(state, event, body);
    case 'RoundFinished': {
      const change = { finishedMs: event.atMs, finishedBy: body.by, paused: false };
      const next = changeRound(state, body.round, (round) => ({ ...round, ...change }));
      return withKey(next, body.key);
    }
    case 'LoopPaused':
    case 'LoopResumed':
      return withKey(withPause(state, event, body.kind === 'LoopPaused'), body.key);
    default:
      return state;
  }
}

function applyDebrief(state: LoopState, event: LoopEvent): LoopState {
  const body = event.body;
  switch (body.kind) {
    case 'FeedbackSealed': {
      const seat = { seat: body.seat, rater: body.rater, sha256: body.sha256, abstained: null };
      return { ...state, seats: [...state.seats, seat] };
    }
    case 'SeatAbstained': {
      const seat = { seat: body.seat, rater: body.rater, sha256: '', abstained: body.reason };
      return { ...state, seats: [...state.seats, seat] };
    }
    case 'EnvelopesOpened':
      return { ...state, feedback: body.feedback };
    case 'DebriefStep': {
      const step = { seq: event.seq, step: body.step, detail: body.detail };
      return { ...state, steps: [...state.steps, step] };
    }
    case 'VerdictReached':
      return { ...state, verdict: body.verdict };
    default:
      return state;
  }
}

/** Of a loop at most one line is promoted; a deletion keeps the line for an undo. */
function changedVariation(state: LoopState, body: Body<'VariationChanged'>): LoopState {
  const all = [...state.variations.map((item) => ({ item, gone: false }))];
  all.push(...state.deleted.map((item) => ({ item, gone: true })));
  const next = all
    .map(({ item, gone }) => {
      if (item.id !== body.variation) {
        return { item: body.promoted ? { ...item, promoted: false } : item, gone };
      }
      const promoted = (item.promoted && !body.demoted) || body.promoted;
      const changed = { ...item, name: body.name || item.name, promoted };
      return { item: changed, gone: (gone && !body.restored) || body.deleted };
    })
    .sort((a, b) => a.item.seq - b.item.seq);
  const kept = (gone: boolean): Variation[] =>
    next.filter((entry) => entry.gone === gone).map((entry) => entry.item);
  return { ...state, variations: kept(false), deleted: kept(true) };
}

function applyAfter(state: LoopState, event: LoopEvent): LoopState {
  const body = event.body;
  switch (body.kind) {
    case 'VariationCreated': {
      const variation = {
        id: body.variation,
        parent: body.parent,
        name: body.name,
        changes: body.changes,
        verdict: body.verdict,
        promoted: false,
        seq: event.seq,
      };
      return { ...state, variations: [...state.variations, variation] };
    }
    case 'VariationChanged':
      return changedVariation(state, body);
    case 'RatingCorrected': {
      const { seat, signal, rating, author, reason, how, verdict } = body;
      const correction = {
        seq: event.seq,
        atMs: event.atMs,
        ...{ seat, signal, rating, author, reason, how, verdict },
      };
      return { ...state, corrections: [...state.corrections, correction] };
    }
    case 'SeatTaken': {
      const sitter = { name: body.name, conducts: body.conducts };
      return { ...state, sitters: { ...state.sitters, [body.seat]: sitter } };
    }
    case 'CommentAdded': {
      const { author, text, card, round, turn } = body;
      return { ...state, notes: [...state.notes, { author, text, card, round, turn }] };
    }
    case 'ModelReplied': {
      const failed = body.outcome === 'failed' || body.outcome === 'refused';
      const trouble = failed ? body.reason || 'its answer could not be used' : '';
      return {
        ...state,
        models: { ...state.models, [body.seat]: { name: body.model, trouble } },
      };
    }
    default:
      return state;
  }
}

/** The state after one more event. Pure; unknown kinds only move `seq`. */
export function apply(state: LoopState, event: LoopEvent): LoopState {
  const next = applyAfter(applyDebrief(applyRoom(state, event), event), event);
  return { ...next, loop: event.loop, seq: event.seq, atMs: event.atMs };
}

/** The state after all events up to and including `seq`. */
export function foldUntil(events: readonly LoopEvent[], seq = Infinity): LoopState {
  let state = kEmptyLoop;
  for (const event of events) {
    if (event.seq > seq) break;
    state = apply(state, event);
  }
  return state;
}
