import { readChange, type Change } from './change';
import { readFeedback, type Feedback } from './feedback';
import { readPanel, type Panel } from './panel';
import { Reader, WireError, type Json } from './reader';
import { readVerdict, type Verdict } from './verdict';

export const kMoves = [
  'opening',
  'question',
  'follow_up',
  'challenge',
  'interruption',
  'nudge',
  'time_warning',
  'closing',
  'reply',
] as const;
export const kTurnKinds = ['speech', 'code', 'run', 'drawing'] as const;
export type Move = (typeof kMoves)[number];
export type TurnKind = (typeof kTurnKinds)[number];
/** How a rating came to be corrected. */
export const kHows = ['own_round', 'after_discussion'] as const;
export type How = (typeof kHows)[number];

export type EventBody =
  | { kind: 'LoopStarted'; panel: Panel; targetLevel: string; candidate: string; origin: string }
  | { kind: 'RoundStarted'; round: string; seat: string; minutes: number }
  | {
      kind: 'QuestionAsked' | 'RemarkMade';
      round: string;
      turn: number;
      move: Move;
      text: string;
      question: string;
      asksFor: string;
      reason: string;
      quote: string;
      /** human:NAME when a person asked; empty: the seat's agent. */
      by: string;
    }
  | {
      kind: 'AnswerGiven';
      round: string;
      turn: number;
      turnKind: TurnKind;
      text: string;
      partial: boolean;
      key: string;
    }
  | { kind: 'RoundFinished'; round: string; by: string; key: string }
  | { kind: 'LoopPaused' | 'LoopResumed'; key: string }
  | { kind: 'FeedbackSealed'; seat: string; rater: string; sha256: string }
  | { kind: 'SeatAbstained'; seat: string; rater: string; reason: string }
  | { kind: 'EnvelopesOpened'; feedback: Feedback[] }
  | { kind: 'DebriefStep'; step: string; detail: Json }
  | { kind: 'VerdictReached'; verdict: Verdict }
  | {
      kind: 'VariationCreated';
      variation: string;
      parent: string;
      name: string;
      changes: Change[];
      verdict: Verdict | null;
    }
  | {
      kind: 'VariationChanged';
      variation: string;
      name: string;
      deleted: boolean;
      promoted: boolean;
      restored: boolean;
      demoted: boolean;
    }
  | {
      kind: 'RatingCorrected';
      seat: string;
      signal: string;
      rating: string;
      author: string;
      reason: string;
      how: How;
      verdict: Verdict | null;
    }
  | {
      kind: 'CommentAdded';
      author: string;
      text: string;
      card: string;
      round: string;
      turn: number | null;
    }
  | { kind: 'SeatTaken'; seat: string; name: string; conducts: boolean }
  /** What a model said in a seat, and what became of it. */
  | {
      kind: 'ModelReplied';
      seat: string;
      round: string;
      task: string;
      model: string;
      /** used, refused, failed or dropped. */
      outcome: string;
      reason: string;
    }
  /** A kind newer than this page: it counts in the sequence and is otherwise passed over. */
  | { kind: 'Unknown'; name: string };

export interface LoopEvent {
  loop: string;
  seq: number;
  atMs: number;
  body: EventBody;
}

function readSpoken(kind: 'QuestionAsked' | 'RemarkMade', data: Reader): EventBody {
  return {
    kind,
    round: data.text('round'),
    turn: data.whole('turn'),
    move: data.choice('move', kMoves),
    text: data.text('text'),
    question: data.textOr('question', ''),
    asksFor: data.textOr('asks_for', ''),
    reason: data.textOr('reason', ''),
    quote: data.textOr('quote', ''),
    by: data.textOr('by', ''),
  };
}

function readRoom(kind: string, data: Reader): EventBody | null {
  switch (kind) {
    case 'LoopStarted':
      return {
        kind,
        panel: readPanel(data.raw('panel'), data.at('panel')),
        targetLevel: data.text('target_level'),
        candidate: data.textOr('candidate', ''),
        origin: data.textOr('origin', ''),
      };
    case 'RoundStarted':
      return {
        kind,
        round: data.text('round'),
        seat: data.text('seat'),
        minutes: data.numberOr('minutes', 45),
      };
    case 'QuestionAsked':
    case 'RemarkMade':
      return readSpoken(kind, data);
    case 'AnswerGiven':
      return {
        kind,
        round: data.text('round'),
        turn: data.whole('turn'),
        turnKind: data.choiceOr('kind', kTurnKinds, 'speech'),
        text: data.text('text'),
        partial: data.flagOr('partial', false),
        key: data.textOr('key', ''),
      };
    case 'RoundFinished':
      return {
        kind,
        round: data.text('round'),
        by: data.textOr('by', ''),
        key: data.textOr('key', ''),
      };
    case 'LoopPaused':
    case 'LoopResumed':
      return { kind, key: data.textOr('key', '') };
    default:
      return null;
  }
}

function readDebrief(kind: string, data: Reader): EventBody | null {
  switch (kind) {
    case 'FeedbackSealed':
      return {
        kind,
        seat: data.text('seat'),
        rater: data.textOr('rater', ''),
        sha256: data.textOr('sha256', ''),
      };
    case 'SeatAbstained':
      return {
        kind,
        seat: data.text('seat'),
        rater: data.textOr('rater', ''),
        reason: data.textOr('reason', ''),
      };
    case 'EnvelopesOpened':
      return { kind, feedback: data.list('feedback', readFeedback) };
    case 'DebriefStep':
      return { kind, step: data.text('step'), detail: data.raw('detail') ?? null };
    case 'VerdictReached':
      return { kind, verdict: readVerdict(data.raw('verdict'), data.at('verdict')) };
    default:
      return null;
  }
}

function readAfter(kind: string, data: Reader): EventBody | null {
  switch (kind) {
    case 'VariationCreated':
      return {
        kind,
        variation: data.text('variation'),
        parent: data.textOr('parent', ''),
        name: data.textOr('name', ''),
        changes: data.list('changes', readChange),
        verdict: data.optional('verdict', readVerdict),
      };
    case 'VariationChanged':
      return {
        kind,
        variation: data.text('variation'),
        name: data.textOr('name', ''),
        deleted: data.flagOr('deleted', false),
        promoted: data.flagOr('promoted', false),
        restored: data.flagOr('restored', false),
        demoted: data.flagOr('demoted', false),
      };
    case 'RatingCorrected':
      return {
        kind,
        seat: data.text('seat'),
        signal: data.text('signal'),
        rating: data.text('rating'),
        author: data.textOr('author', ''),
        reason: data.textOr('reason', ''),
        how: data.choiceOr('kind', kHows, 'own_round'),
        verdict: data.optional('verdict', readVerdict),
      };
    case 'SeatTaken':
      return {
        kind,
        seat: data.text('seat'),
        name: data.textOr('name', ''),
        conducts: data.flagOr('conducts', false),
      };
    case 'CommentAdded':
      return {
        kind,
        author: data.textOr('author', ''),
        text: data.text('text'),
        card: data.textOr('card', ''),
        round: data.textOr('round', ''),
        turn: data.has('turn') ? data.whole('turn') : null,
      };
    case 'ModelReplied':
      return {
        kind,
        seat: data.text('seat'),
        round: data.textOr('round', ''),
        task: data.textOr('task', 'move'),
        model: data.textOr('model', ''),
        outcome: data.text('outcome'),
        reason: data.textOr('reason', ''),
      };
    default:
      return null;
  }
}

/** One line of the log, as `loop.event` carries it. @throws WireError */
export function readEvent(value: Json, where = ''): LoopEvent {
  const reader = new Reader(value, where);
  const kind = reader.text('kind');
  const data = new Reader(reader.raw('data') ?? {}, reader.at('data'));
  const seq = reader.whole('seq', 1);
  const body = readRoom(kind, data) ?? readDebrief(kind, data) ?? readAfter(kind, data);
  if (reader.numberOr('version', 1) !== 1 && body !== null) {
    throw new WireError(reader.at('version'), `version of ${kind} is newer than this page`);
  }
  return {
    loop: reader.text('loop'),
    seq,
    atMs: reader.numberOr('at_ms', 0),
    body: body ?? { kind: 'Unknown', name: kind },
  };
}
