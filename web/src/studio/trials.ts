import { Reader, type Json } from '../wire/reader';
import { readVerdict, type Verdict } from '../wire/verdict';

/** What one panel decided about a sample candidate. */
export interface TrialSide {
  panel: string;
  verdict: Verdict | null;
  refused: string;
}
export interface Trial {
  candidate: string;
  tried: TrialSide;
  base: TrialSide | null;
  /** What differs from the base; null without one, or where one of them has no verdict. */
  changed: TrialChange | null;
}
/** A rating that came out otherwise; empty: not observed. */
export interface RatingChange {
  signal: string;
  before: string;
  after: string;
}
export interface TrialChange {
  ratings: RatingChange[];
  reasonsGone: string[];
  reasonsNew: string[];
}

function readSide(value: Json, where: string): TrialSide {
  const reader = new Reader(value, where);
  return {
    panel: reader.text('panel'),
    verdict: reader.optional('verdict', readVerdict),
    refused: reader.textOr('refused', ''),
  };
}

function readChange(value: Json, where: string): TrialChange {
  const reader = new Reader(value, where);
  return {
    ratings: reader.list('ratings', (item, at) => {
      const rating = new Reader(item, at);
      return {
        signal: rating.text('signal'),
        before: rating.textOr('before', ''),
        after: rating.textOr('after', ''),
      };
    }),
    reasonsGone: reader.texts('reasons_gone'),
    reasonsNew: reader.texts('reasons_new'),
  };
}

/** Null for a candidate who has nothing to say in any of the panel's rounds. */
export function readTrial(value: Json): Trial | null {
  const reader = new Reader(value);
  const tried = reader.optional('tried', readSide);
  if (!tried) return null;
  return {
    candidate: reader.text('candidate'),
    tried,
    base: reader.optional('base', readSide),
    changed: reader.optional('changed', readChange),
  };
}

/** True when the two panels came to another outcome or level. */
export function differs(trial: Trial): boolean {
  const { tried, base } = trial;
  if (!base) return false;
  return (
    tried.verdict?.outcome !== base.verdict?.outcome || tried.verdict?.level !== base.verdict?.level
  );
}

/** How much of the decision one signal carries at one level. */
export interface SignalPower {
  signal: string;
  /** Share from 0 to 1; a level's shares add up to 1. */
  power: number;
  /** The share its weight claims; equal where the file gives no weights. */
  claimed: number;
  floor: boolean;
}
export interface LevelPower {
  level: string;
  signals: SignalPower[];
}

export function readPower(value: Json): LevelPower[] {
  return new Reader(value).list('levels', (item, where) => {
    const level = new Reader(item, where);
    const signals = level.list('signals', (one, at) => {
      const signal = new Reader(one, at);
      return {
        signal: signal.text('signal'),
        power: signal.number('power'),
        weight: signal.numberOrNull('weight'),
        floor: signal.flagOr('floor', false),
      };
    });
    const sum = signals.reduce((total, one) => total + (one.weight ?? 0), 0);
    return {
      level: level.text('level'),
      signals: signals.map(({ weight, ...one }) => ({
        ...one,
        claimed: sum > 0 ? (weight ?? 0) / sum : 1 / signals.length,
      })),
    };
  });
}

/** One save of a panel on the server. */
export interface Version {
  version: number;
  atMs: number;
  role: string;
  author: string;
  note: string;
}

export function readVersions(value: Json): Version[] {
  return (Array.isArray(value) ? value : []).map((item: Json, k) => {
    const reader = new Reader(item, `/${k}`);
    return {
      version: reader.whole('version', 1),
      atMs: reader.numberOr('at_ms', 0),
      role: reader.textOr('role', ''),
      author: reader.textOr('author', ''),
      note: reader.textOr('note', ''),
    };
  });
}
