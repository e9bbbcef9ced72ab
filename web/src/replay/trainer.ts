import { roundOfCard, type LoopState, type Turn } from '../loop/state';
import { sankBy } from '../shell/words';
import type { Card } from '../wire/feedback';
import type { ProgressPoint } from '../wire/results';
import { rationalValue, type Outcome, type Verdict } from '../wire/verdict';
import { turningPointsOf } from './turningPoints';

/** An answer worth giving again: the turn, what was asked, and what spoke against it. */
export interface Lesson {
  round: string;
  /** What was said in the round before this answer; what followed is hidden. */
  before: Turn[];
  turn: Turn;
  asked: Turn | null;
  /** Signals of the round's seat. */
  signals: string[];
  /** Cards that quote the answer. */
  strengths: Card[];
  concerns: Card[];
  /** What the seat that rated it would have taken for one step more. */
  wouldRaise: string[];
}

/** How much better the chance must be, of 1, for a new answer to count when the outcome stays. */
export const kTolerance = 0.02;

/** Why a new answer counts, or null when it does not. */
export type Clears = 'outcome' | 'bar' | 'chance' | null;

const kRanks: Record<Outcome, number> = { no_hire: 0, more_signal: 1, down_level: 2, hire: 3 };

/** Anything that clears the bar is accepted, not one model answer: a better outcome, a signal of the
 * lesson brought up to the bar, or a chance that rose by the tolerance. */
export function clears(
  after: Verdict,
  before: Verdict,
  signals: readonly string[],
  meets: (rating: string) => boolean,
): Clears {
  const rank = kRanks[after.outcome] - kRanks[before.outcome];
  if (rank !== 0) return rank > 0 ? 'outcome' : null;
  const atBar = (verdict: Verdict, signal: string): boolean => {
    const rating = verdict.signals.find((line) => line.signal === signal)?.rating ?? null;
    return rating !== null && meets(rating);
  };
  if (signals.some((signal) => atBar(after, signal) && !atBar(before, signal))) return 'bar';
  const chance = (after.panels?.pTarget ?? 0) - (before.panels?.pTarget ?? 0);
  return chance >= kTolerance ? 'chance' : null;
}

/** The answers that sank the level, in the order they were given: those a concern of a sinking
 * signal quotes, and those at which the chance fell by a turning point. */
export function lessonsOf(state: LoopState, progress: readonly ProgressPoint[]): Lesson[] {
  if (!state.verdict) return [];
  const sank = new Set(sankBy(state.verdict, rationalValue));
  const falls = new Set(
    turningPointsOf(progress)
      .filter((point) => point.change < 0)
      .map((point) => point.seq),
  );
  const quoted = (state.feedback ?? []).flatMap((feedback) =>
    feedback.cards.map((card) => ({ card, round: roundOfCard(state, feedback.seat, card) })),
  );
  const wouldRaise = (signals: readonly string[]): string[] =>
    (state.feedback ?? []).flatMap((feedback) =>
      feedback.ratings.filter((rating) => signals.includes(rating.signal)).map((rating) => rating.wouldRaise),
    );
  return state.rounds.flatMap((round) =>
    round.turns.flatMap((turn, k): Lesson[] => {
      const quoting = quoted
        .filter((item) => item.round === round.id && item.card.turn === turn.index)
        .map((item) => item.card);
      const against = quoting.filter(
        (card) => card.polarity === 'concern' && sank.has(card.signal),
      );
      if (turn.speaker !== 'candidate' || (against.length === 0 && !falls.has(turn.seq))) return [];
      const before = round.turns.slice(0, k);
      const signals = state.panel?.seats.find((seat) => seat.id === round.seat)?.signals ?? [];
      const asked = [...before].reverse().find((item) => item.speaker === 'interviewer') ?? null;
      return [
        {
          round: round.id,
          before: before.filter((item) => item !== asked),
          turn,
          asked,
          signals,
          strengths: quoting.filter((card) => card.polarity === 'strength'),
          concerns: against,
          wouldRaise: [
            ...new Set(wouldRaise([...signals, ...against.map((card) => card.signal)])),
          ].filter(Boolean),
        },
      ];
    }),
  );
}
