import { numberItem, Reader, WireError, type Json } from './reader';

export const kForms = ['behavior', 'reasoning', 'artifact', 'level_signal'] as const;
export const kPolarities = ['strength', 'concern'] as const;
export const kConfidences = ['low', 'medium', 'high'] as const;
export type Form = (typeof kForms)[number];
export type Polarity = (typeof kPolarities)[number];
export type Confidence = (typeof kConfidences)[number];

export interface Card {
  id: string;
  signal: string;
  form: Form;
  polarity: Polarity;
  severity: number;
  /** Empty: the seat's only round. */
  round: string;
  turn: number | null;
  /** Code points within the turn's text, half-open. */
  span: [number, number] | null;
  quote: string;
  note: string;
  level: string;
}
export interface Rating {
  signal: string;
  rating: string | null;
  estimate: number | null;
  confidence: Confidence;
  cards: string[];
  level: string;
  wouldRaise: string;
  revised: { rating: string; reason: string } | null;
}
export interface Finding {
  id: string;
  kind: string;
  text: string;
  score: number | null;
  cards: string[];
  quote: string;
}
/** How far a listener would still have been following, in one spoken turn of the candidate. */
export interface Listening {
  round: string;
  turn: number;
  words: number;
  /** Words before the first point; null: none came. */
  pointWords: number | null;
  signposts: number;
  /** Bends to the follow-up, goes on as before, or nothing to tell. */
  responds: boolean | null;
  /** Code point from which the thread was lost. */
  lostAt: number | null;
  /** Code point and attention from 0 to 1, from [0, 1] on. */
  curve: [number, number][];
}
/** A card that a model proposed and the program refused. */
export interface RefusedCard {
  signal: string;
  quote: string;
  reason: string;
}
/** What part a model had in a feedback. */
export interface ModelNote {
  name: string;
  proposed: number;
  refused: RefusedCard[];
  /** Why the embedded interviewer wrote instead; empty: the model did. */
  takenOver: string;
}
export interface Feedback {
  seat: string;
  rater: string;
  abstained: string | null;
  ratings: Rating[];
  cards: Card[];
  summary: string;
  findings: Finding[];
  /** By turn; empty when whoever sat there wrote none. */
  listening: Listening[];
  model: ModelNote | null;
}

function readPair(value: Json, where: string): [number, number] {
  if (!Array.isArray(value) || value.length !== 2) {
    throw new WireError(where, 'expected two numbers');
  }
  return [numberItem(value[0], `${where}/0`), numberItem(value[1], `${where}/1`)];
}

function readSpan(value: Json, where: string): [number, number] {
  const [begin, end] = readPair(value, where);
  if (begin < 0 || end < begin) {
    throw new WireError(where, 'a span begins at 0 or later and ends after it begins');
  }
  return [begin, end];
}

function readCard(value: Json, where: string): Card {
  const reader = new Reader(value, where);
  return {
    id: reader.text('id'),
    signal: reader.text('signal'),
    form: reader.choiceOr('form', kForms, 'behavior'),
    polarity: reader.choiceOr('polarity', kPolarities, 'strength'),
    severity: reader.numberOr('severity', 0),
    round: reader.textOr('round', ''),
    turn: reader.has('turn') ? reader.whole('turn') : null,
    span: reader.optional('span', readSpan),
    quote: reader.textOr('quote', ''),
    note: reader.textOr('note', ''),
    level: reader.textOr('level', ''),
  };
}

function readRating(value: Json, where: string): Rating {
  const reader = new Reader(value, where);
  return {
    signal: reader.text('signal'),
    rating: reader.textOrNull('rating'),
    estimate: reader.numberOrNull('estimate'),
    confidence: reader.choiceOr('confidence', kConfidences, 'medium'),
    cards: reader.texts('cards'),
    level: reader.textOr('level', ''),
    wouldRaise: reader.textOr('would_raise', ''),
    revised: reader.optional('revised', (item, at) => {
      const revised = new Reader(item, at);
      return { rating: revised.text('rating'), reason: revised.textOr('reason', '') };
    }),
  };
}

function readFinding(value: Json, where: string): Finding {
  const reader = new Reader(value, where);
  return {
    id: reader.text('id'),
    kind: reader.textOr('kind', 'remark'),
    text: reader.textOr('text', ''),
    score: reader.numberOrNull('score'),
    cards: reader.texts('cards'),
    quote: reader.textOr('quote', ''),
  };
}

function readListening(value: Json, where: string): Listening {
  const reader = new Reader(value, where);
  return {
    round: reader.text('round'),
    turn: reader.whole('turn'),
    words: reader.numberOr('words', 0),
    pointWords: reader.numberOrNull('point_words'),
    signposts: reader.numberOr('signposts', 0),
    responds: reader.has('responds') ? reader.flagOr('responds', false) : null,
    lostAt: reader.numberOrNull('lost_at'),
    curve: reader.list('curve', readPair),
  };
}

export function readRefusedCard(value: Json, where: string): RefusedCard {
  const reader = new Reader(value, where);
  return {
    signal: reader.textOr('signal', ''),
    quote: reader.textOr('quote', ''),
    reason: reader.textOr('reason', ''),
  };
}

function readModelNote(value: Json, where: string): ModelNote {
  const reader = new Reader(value, where);
  return {
    name: reader.text('name'),
    proposed: reader.numberOr('proposed', 0),
    refused: reader.list('refused', readRefusedCard),
    takenOver: reader.textOr('taken_over', ''),
  };
}

export function readFeedback(value: Json, where = ''): Feedback {
  const reader = new Reader(value, where);
  return {
    seat: reader.text('seat'),
    rater: reader.textOr('rater', ''),
    abstained: reader.textOrNull('abstained'),
    ratings: reader.list('ratings', readRating),
    cards: reader.list('cards', readCard),
    summary: reader.textOr('summary', ''),
    findings: reader.list('findings', readFinding),
    listening: reader.list('listening', readListening),
    model: reader.optional('model', readModelNote),
  };
}
