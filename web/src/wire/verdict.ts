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
}
/** The smallest change: so many rating steps up per signal gives this ruling. */
export interface Flip extends Ruling {
  raise: Record<string, number>;
}
export interface PanelLuck {
  sameAnswers: Record<string, number>;
  newDay: Record<string, number>;
  pTarget: number | null;
  /** The assumptions in a sentence or two. */
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
  flips: Flip[];
  panels: PanelLuck | null;
  probe: string[];
}

function readRuling(value: Json, where: string): Ruling {
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

function readContradiction(value: Json, where: string): Contradiction {
  const reader = new Reader(value, where);
  return {
    kind: reader.textOr('kind', ''),
    signals: reader.texts('signals'),
    seats: reader.texts('seats'),
    resolution: reader.textOr('resolution', ''),
    cards: reader.texts('cards'),
  };
}

function readRational(item: Json, where: string): string {
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
    text: reader.textOr('text', ''),
  };
}

export function readVerdict(value: Json, where = ''): Verdict {
  const reader = new Reader(value, where);
  const interval = reader.optional('interval', (item, at) => new Reader(item, at));
  const attribution = reader.optional('attribution', (item, at) => new Reader(item, at));
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
