import { moveInWords, named } from '../shell/words';
import type { LoopEvent } from '../wire/event';

const kWords: Record<string, string> = {
  RoundStarted: 'begins',
  QuestionAsked: 'a question',
  RemarkMade: 'a remark',
  AnswerGiven: 'an answer',
  RoundFinished: 'ends',
  EnvelopesOpened: 'The envelopes are opened',
  VerdictReached: 'The verdict',
};

const kSteps: Record<string, string> = {
  envelopes_opened: 'the envelopes are on the table',
  table: 'the ratings side by side',
  repeated_strength: 'what more than one seat saw',
  repeated_concern: 'what worried more than one seat',
  contradiction: 'a contradiction',
  seat_spoke: 'a seat speaks',
  revised: 'a seat changes its rating',
  discussion_effect: 'what the talk changed',
  committee_read: 'the committee reads the packet',
  floors: 'the floors',
  policy: 'the policy',
  level: 'the level',
  verdict: 'the decision',
};

/** Where a stop stands, in words: "Coding: an answer", "Debrief: the floors". */
export function placeOfEvent(event: LoopEvent | undefined): string {
  const body = event?.body;
  if (!body) return '';
  switch (body.kind) {
    case 'FeedbackSealed':
      return `${named(body.seat)} seals its feedback`;
    case 'SeatAbstained':
      return `${named(body.seat)} abstains`;
    case 'RatingCorrected':
      return `${named(body.signal)} is corrected by ${body.author || 'a coach'}`;
    case 'DebriefStep':
      return `Debrief: ${kSteps[body.step] ?? named(body.step).toLowerCase()}`;
    case 'QuestionAsked':
    case 'RemarkMade':
      return `${named(body.round)}: ${named(body.move).toLowerCase()}`;
    default:
      if ('round' in body && body.round) return `${named(body.round)}: ${kWords[body.kind]}`;
      return kWords[body.kind] ?? body.kind;
  }
}

/** The same as a heading; `change` is that of a turning point, in chance, and 0 elsewhere. */
export function happened(
  event: LoopEvent | undefined,
  change: number,
  hideNumbers: boolean,
): string {
  const body = event?.body;
  if (body?.kind === 'RoundStarted') return `${named(body.round)} begins`;
  if (body?.kind === 'RoundFinished') return `${named(body.round)} ends`;
  const place = placeOfEvent(event);
  if (change === 0) return place;
  return `${place}. Chance ${moveInWords(change, hideNumbers)}.`;
}

export interface Band {
  id: string;
  /** First and last stop, as indices. */
  begin: number;
  end: number;
}

/** The rounds and the debrief as stretches of the stops; `Debrief` begins at the first seal. */
export function bandsOf(events: readonly LoopEvent[], stops: readonly number[]): Band[] {
  const indexOf = new Map(stops.map((seq, k) => [seq, k]));
  const heads = events.flatMap((event): { id: string; at: number }[] => {
    const at = indexOf.get(event.seq);
    if (at === undefined) return [];
    const { body } = event;
    if (body.kind === 'RoundStarted') return [{ id: body.round, at }];
    if (body.kind === 'EnvelopesOpened') return [{ id: 'debrief', at }];
    return [];
  });
  return heads.map((head, k) => ({
    id: head.id,
    begin: head.at,
    end: heads[k + 1]?.at ?? Math.max(head.at, stops.length - 1),
  }));
}
