import type { RoundState } from '../loop/state';

/** How a round of the loop stands, as the rail lists it. */
export type Standing = 'ahead' | 'now' | 'done' | 'time' | 'skipped' | 'unanswered';

/** The sign and the words of each; the words of what goes as planned are only spoken. */
export const kStandings: Record<Standing, { mark: string; words: string; shown: boolean }> = {
  ahead: { mark: '○', words: 'ahead', shown: false },
  now: { mark: '●', words: 'now', shown: false },
  done: { mark: '✓', words: 'finished', shown: false },
  time: { mark: '◔', words: 'time ran out', shown: true },
  skipped: { mark: '–', words: 'skipped', shown: true },
  unanswered: { mark: '×', words: 'nothing answered', shown: true },
};

/** @param round as far as the log tells of it; undefined before it begins */
export function standingOf(round: RoundState | undefined): Standing {
  if (!round) return 'ahead';
  if (round.finishedMs === null) return 'now';
  if (round.finishedBy === 'skipped') return 'skipped';
  if (!round.turns.some((turn) => turn.speaker === 'candidate')) return 'unanswered';
  return round.finishedBy === 'time' ? 'time' : 'done';
}
