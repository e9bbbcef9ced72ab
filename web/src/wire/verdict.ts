import { readRefusedCard, type RefusedCard } from './feedback';
import { numberItem, Reader, textItem, WireError, type Json } from './reader';

export const kOutcomes = ['hire', 'down_level', 'more_signal', 'no_hire'] as const;
export type Outcome = (typeof kOutcomes)[number];

export interface Ruling {
  outcome: Outcome;
  level: string | null;
}
export interface Reason {
  code: string;
  signal: string;
  level: string;
  text: string;
  cards: string[];
}
export interface Contradiction {
  kind: string;
  signals: string[];
  seats: string[];
  resolution: string;
  cards: string[];
  cardsFor: string[];
  cardsAgainst: string[];
}
/** One signal as it was decided on. */
export interface SignalLine {
  signal: string;
  /** The label nearest to the mean of its owners; null where nobody rated. */
  rating: string | null;
  /** 0 to 1: how well the evidence supports it. */
  strength: number | null;
  floorMet: boolean;
  hasFloor: boolean;
  /** Chance that what was shown meets the bar. */
  meetsBar: number | null;
}
/** The fewest steps on one signal alone that change the outcome; null when none do. */
export interface Swing {
  up: number | null;
  down: number | null;
}
/** What to find out next, and who should ask. */
export interface Ask {
  signal: string;
  seat: string;
  what: string;
}
/** A seat that a language model played, and what became of its word. */
export interface ModelSeat {
  seat: string;
  model: string;
  /** wrote, taken_over, abstained. */
  part: string;
  /** All of it in a sentence. */
  text: string;
  refused: RefusedCard[];
}
/** A remark beside the decision; never changes it. */
export interface Advice {
  code: string;
  signal: string;
  text: string;
}
/** Chance of an offer from at least one of so many processes. */
export interface FunnelLine {
  processes: number;
  offer: number;
  ifIndependent: number;
}
/** The smallest change: so many rating steps up per signal gives this ruling. */
export interface Flip extends Ruling {
  raise: Record<string, number>;
}
export interface PanelLuck {
  sameAnswers: Record<string, number>;
  newDay: Record<string, number>;
  pTarget: number | null;
  harshDraw: Record<string, number>;
  lenientDraw: Record<string, number>;
  /** Only when a seat is loud. */
  loudVoice: Record<string, number>;
  loudSeat: string;
  /** Chance that a process ends for reasons outside the interviews. */
  exogenous: number;
  offerAfterExogenous: number | null;
  funnel: FunnelLine[];
  /** False: sampled, too many combinations to enumerate. */
  exact: boolean;
  /** The main figure in a sentence. */
  text: string;
  /** What the figures rest on, a sentence each. */
  assumptions: string[];
}
/** The one thing to work on. */
export interface Practice {
  signal: string;
  text: string;
}
export interface Verdict extends Ruling {
  targetLevel: string;
  low: Ruling | null;
  high: Ruling | null;
  policy: string;
  parameters: string;
  confidence: string;
  /** What the room would say in a few sentences; may be empty. */
  summary: string;
  reasons: Reason[];
  contradictions: Contradiction[];
  baseline: string;
  /** Exact rationals as texts, such as "-3/2". */
  shapley: Record<string, string>;
  /** The same against a candidate just below the bar: what carried it. */
  carried: Record<string, string>;
  /** Pairs of signals that matter together, in words. */
  interactions: string[];
  swing: Record<string, Swing>;
  signals: SignalLine[];
  abstained: string[];
  models: ModelSeat[];
  advice: Advice[];
  asks: Ask[];
  practice: Practice | null;
  flips: Flip[];
  panels: PanelLuck | null;
  probe: string[];
}

export function readRuling(value: Json, where: string): Ruling {
  const reader = new Reader(value, where);
  return { outcome: reader.choice('outcome', kOutcomes), level: reader.textOrNull('level') };
}

function readReason(value: Json, where: string): Reason {
  const reader = new Reader(value, where);
  return {
    code: reader.text('code'),
    signal: reader.textOr('signal', ''),
    level: reader.textOr('level', ''),
    text: reader.textOr('text', ''),
    cards: reader.texts('cards'),
  };
}

export function readContradiction(value: Json, where: string): Contradiction {
  const reader = new Reader(value, where);
  return {
    kind: reader.textOr('kind', ''),
    signals: reader.texts('signals'),
    seats: reader.texts('seats'),
    resolution: reader.textOr('resolution', ''),
    cards: reader.texts('cards'),
    cardsFor: reader.texts('cards_for'),
    cardsAgainst: reader.texts('cards_against'),
  };
}

function readSignalLine(value: Json, where: string): SignalLine {
  const reader = new Reader(value, where);
  return {
    signal: reader.text('signal'),
    rating: reader.textOrNull('rating'),
    strength: reader.numberOrNull('strength'),
    floorMet: reader.flagOr('floor_met', true),
    hasFloor: reader.has('floor'),
    meetsBar: reader.numberOrNull('meets_bar'),
  };
}

function readSwing(value: Json, where: string): Swing {
  const reader = new Reader(value, where);
  return { up: reader.numberOrNull('up'), down: reader.numberOrNull('down') };
}

function readAsk(value: Json, where: string): Ask {
  const reader = new Reader(value, where);
  return {
    signal: reader.textOr('signal', ''),
    seat: reader.textOr('seat', ''),
    what: reader.textOr('what', ''),
  };
}

function readAdvice(value: Json, where: string): Advice {
  const reader = new Reader(value, where);
  return {
    code: reader.textOr('code', ''),
    signal: reader.textOr('signal', ''),
    text: reader.textOr('text', ''),
  };
}

function readModelSeat(value: Json, where: string): ModelSeat {
  const reader = new Reader(value, where);
  return {
    seat: reader.text('seat'),
    model: reader.textOr('model', ''),
    part: reader.textOr('part', ''),
    text: reader.textOr('text', ''),
    refused: reader.list('refused', readRefusedCard),
  };
}

function readFunnelLine(value: Json, where: string): FunnelLine {
  const reader = new Reader(value, where);
  return {
    processes: reader.whole('processes', 1),
    offer: reader.number('offer'),
    ifIndependent: reader.numberOr('if_independent', 0),
  };
}

export function readRational(item: Json, where: string): string {
  if (typeof item === 'number') return String(item);
  const text = textItem(item, where);
  if (!/^-?\d+(\/[1-9]\d*)?$/.test(text)) {
    throw new WireError(where, `"${text}" is not a rational number`);
  }
  return text;
}

function readPanels(value: Json, where: string): PanelLuck {
  const reader = new Reader(value, where);
  return {
    sameAnswers: reader.map('same_answers', numberItem),
    newDay: reader.map('new_day', numberItem),
    pTarget: reader.numberOrNull('p_target'),
    harshDraw: reader.map('harsh_draw', numberItem),
    lenientDraw: reader.map('lenient_draw', numberItem),
    loudVoice: reader.map('loud_voice', numberItem),
    loudSeat: reader.textOr('loud_seat', ''),
    exogenous: reader.numberOr('exogenous', 0),
    offerAfterExogenous: reader.numberOrNull('offer_after_exogenous'),
    funnel: reader.list('funnel', readFunnelLine),
    exact: reader.flagOr('exact', true),
    text: reader.textOr('text', ''),
    assumptions: reader.texts('assumptions'),
  };
}

function readPractice(value: Json, where: string): Practice {
  const reader = new Reader(value, where);
  return { signal: reader.text('signal'), text: reader.text('text') };
}

export function readVerdict(value: Json, where = ''): Verdict {
  const reader = new Reader(value, where);
  const interval = reader.optional('interval', (item, at) => new Reader(item, at));
  const attribution = reader.optional('attribution', (item, at) => new Reader(item, at));
  const carried = reader.optional('carried', (item, at) => new Reader(item, at));
  return {
    ...readRuling(value, where),
    targetLevel: reader.text('target_level'),
    low: interval?.optional('low', readRuling) ?? null,
    high: interval?.optional('high', readRuling) ?? null,
    policy: reader.textOr('policy', ''),
    parameters: reader.textOr('parameters', ''),
    confidence: reader.textOr('confidence', ''),
    summary: typeof reader.raw('summary') === 'string' ? reader.text('summary') : '',
    reasons: reader.list('reasons', readReason),
    contradictions: reader.list('contradictions', readContradiction),
    baseline: attribution?.textOr('baseline', '') ?? '',
    shapley: attribution?.map('shapley', readRational) ?? {},
    carried: carried?.map('shapley', readRational) ?? {},
    interactions: reader.list('interactions', (item, at) => new Reader(item, at).text('text')),
    swing: reader.map('swing', readSwing),
    signals: reader.list('signals', readSignalLine),
    abstained: reader.texts('abstained'),
    models: reader.list('models', readModelSeat),
    advice: reader.list('advice', readAdvice),
    asks: reader.list('asks', readAsk),
    practice: reader.optional('practice', readPractice),
    flips: reader.list('flips', (item, at) => ({
      ...readRuling(item, at),
      raise: new Reader(item, at).map('raise', numberItem),
    })),
    panels: reader.optional('panels', readPanels),
    probe: reader.texts('probe'),
  };
}

/** "-3/2" as -1.5; for sorting and bars, never for deciding. */
export function rationalValue(text: string): number {
  const [top, bottom] = text.split('/');
  return Number(top) / Number(bottom ?? '1');
}
