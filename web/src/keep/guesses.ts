import { Reader } from '../wire/reader';
import { kOutcomes, type Outcome } from '../wire/verdict';
import type { Shelf } from './shelf';

/** What a candidate expected before the envelopes opened. */
export interface Guess {
  /** Null: opened without a guess. */
  outcome: Outcome | null;
  /** By signal: a label of the panel's scale. */
  ratings: Record<string, string>;
}

/** A guess beside what the room said; places on the scale from 0. */
export interface Compared {
  outcome: Outcome | null;
  outcomeWas: Outcome;
  ratings: { signal: string; guessed: number; was: number }[];
}

/** How well guesses have met so far. */
export interface Calibration {
  loops: number;
  outcomes: number;
  outcomesRight: number;
  ratings: number;
  /** Mean distance in steps. */
  off: number;
  /** Mean of guessed minus was: above 0 is too hopeful. */
  bias: number;
}

const kPrefix = 'guess/';
const kComparedPrefix = 'compared/';

export function keepGuess(shelf: Shelf, loop: string, guess: Guess): void {
  shelf.set(kPrefix + loop, JSON.stringify(guess));
}

export function guessOf(shelf: Shelf, loop: string): Guess | null {
  const text = shelf.get(kPrefix + loop);
  if (text === null) return null;
  try {
    const reader = new Reader(JSON.parse(text));
    return {
      outcome: reader.has('outcome') ? reader.choice('outcome', kOutcomes) : null,
      ratings: reader.map('ratings', (item) => String(item)),
    };
  } catch {
    return { outcome: null, ratings: {} };
  }
}

export function keepCompared(shelf: Shelf, loop: string, compared: Compared): void {
  shelf.set(kComparedPrefix + loop, JSON.stringify(compared));
}

export function allCompared(shelf: Shelf): Compared[] {
  const names = shelf.keys().filter((key) => key.startsWith(kComparedPrefix));
  return names.sort().flatMap((name) => {
    try {
      const reader = new Reader(JSON.parse(shelf.get(name) ?? ''));
      return [
        {
          outcome: reader.has('outcome') ? reader.choice('outcome', kOutcomes) : null,
          outcomeWas: reader.choice('outcomeWas', kOutcomes),
          ratings: reader.list('ratings', (item, where) => {
            const line = new Reader(item, where);
            return {
              signal: line.text('signal'),
              guessed: line.number('guessed'),
              was: line.number('was'),
            };
          }),
        },
      ];
    } catch {
      return [];
    }
  });
}

export function calibrationOf(all: readonly Compared[]): Calibration {
  const guessed = all.filter((item) => item.outcome !== null || item.ratings.length > 0);
  const outcomes = guessed.filter((item) => item.outcome !== null);
  const ratings = guessed.flatMap((item) => item.ratings);
  const mean = (values: number[]): number =>
    values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    loops: guessed.length,
    outcomes: outcomes.length,
    outcomesRight: outcomes.filter((item) => item.outcome === item.outcomeWas).length,
    ratings: ratings.length,
    off: mean(ratings.map((item) => Math.abs(item.guessed - item.was))),
    bias: mean(ratings.map((item) => item.guessed - item.was)),
  };
}

/** Half a step either way is as good as one can expect to know oneself. */
const kHonest = 0.5;

export function calibrationInWords(calibration: Calibration): string {
  if (calibration.loops === 0) return '';
  const over = calibration.loops === 1 ? 'In this one loop' : `Over ${calibration.loops} loops`;
  const parts: string[] = [];
  if (calibration.outcomes > 0) {
    parts.push(
      `you guessed ${calibration.outcomesRight} of ${calibration.outcomes} outcomes rightly`,
    );
  }
  if (calibration.ratings > 0) {
    const { bias, off } = calibration;
    const lean =
      bias > kHonest
        ? 'and see yourself too high'
        : bias < -kHonest
          ? 'and see yourself too low'
          : 'and lean neither way';
    parts.push(`you were ${off.toFixed(1)} steps off on a rating ${lean}`);
  }
  return `${over} ${parts.join('; ')}.`;
}
