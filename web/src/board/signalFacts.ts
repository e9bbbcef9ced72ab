import { placeOf, stepsWord } from '../shell/words';
import type { Feedback } from '../wire/feedback';
import type { Scale } from '../wire/panel';
import type { Verdict } from '../wire/verdict';

/** From 0.6 on a rating is taken as it is, from 0.4 as a step off (docs/debrief.md). */
function evidenceWord(strength: number): string {
  return strength >= 0.6 ? 'firm' : strength >= 0.4 ? 'some' : 'thin';
}

/** How many steps of the scale the raters of a signal are apart; null with fewer than two. */
export function spreadOf(
  signal: string,
  feedback: readonly Feedback[],
  scale: Scale,
): number | null {
  const places = feedback
    .flatMap((item) => item.ratings)
    .filter((rating) => rating.signal === signal && rating.rating !== null)
    .map((rating) => placeOf(scale, rating.rating));
  return places.length > 1 ? Math.max(...places) - Math.min(...places) : null;
}

/** What the room makes of a signal: evidence, floor, and how far its raters are apart. */
export function signalFactsOf(
  signal: string,
  feedback: readonly Feedback[],
  verdict: Verdict | null,
  scale: Scale | undefined,
): string {
  const line = verdict?.signals.find((item) => item.signal === signal);
  const spread = scale ? spreadOf(signal, feedback, scale) : null;
  return [
    line?.strength != null ? `${evidenceWord(line.strength)} evidence` : '',
    line?.hasFloor ? (line.floorMet ? 'floor ✓' : 'floor ✗') : '',
    spread === null ? '' : `spread ${stepsWord(spread)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
