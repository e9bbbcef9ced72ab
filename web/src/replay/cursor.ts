import type { LoopEvent } from '../wire/event';

/** Kinds at which stepping stops: what a person would call a move of the loop. */
const kStops = new Set<string>([
  'RoundStarted',
  'QuestionAsked',
  'RemarkMade',
  'AnswerGiven',
  'RoundFinished',
  'FeedbackSealed',
  'SeatAbstained',
  'EnvelopesOpened',
  'DebriefStep',
  'VerdictReached',
  'RatingCorrected',
]);

/** The seqs one can stand on, ascending: the main line up to the verdict and what corrected it. */
export function stopsOf(events: readonly LoopEvent[]): number[] {
  return events.filter((event) => kStops.has(event.body.kind)).map((event) => event.seq);
}

export function nextStop(stops: readonly number[], seq: number): number {
  return stops.find((stop) => stop > seq) ?? stops[stops.length - 1] ?? seq;
}

export function previousStop(stops: readonly number[], seq: number): number {
  for (let k = stops.length - 1; k >= 0; --k) {
    if (stops[k]! < seq) return stops[k]!;
  }
  return stops[0] ?? seq;
}

/** The stop that stands nearest at or before `seq`, as its index; 0 when none does. */
export function indexOfStop(stops: readonly number[], seq: number): number {
  let index = 0;
  stops.forEach((stop, k) => {
    if (stop <= seq) index = k;
  });
  return index;
}

/** First stop of the next or previous chapter: a round, the debrief, the verdict. */
export function chapterStop(events: readonly LoopEvent[], seq: number, direction: 1 | -1): number {
  const heads = events
    .filter((event) =>
      ['RoundStarted', 'EnvelopesOpened', 'VerdictReached'].includes(event.body.kind),
    )
    .map((event) => event.seq);
  return direction === 1 ? nextStop(heads, seq) : previousStop(heads, seq);
}
