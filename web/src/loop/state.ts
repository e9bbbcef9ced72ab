import type { Change } from '../wire/change';
import type { How, Move, TurnKind } from '../wire/event';
import type { Card, Feedback } from '../wire/feedback';
import type { Panel } from '../wire/panel';
import type { Json } from '../wire/reader';
import type { Verdict } from '../wire/verdict';

/** One turn of a round; `seq` is the event that last touched it. */
export interface Turn {
  index: number;
  speaker: 'interviewer' | 'candidate';
  kind: TurnKind;
  text: string;
  partial: boolean;
  move: Move | null;
  asksFor: string;
  reason: string;
  quote: string;
  question: string;
  /** human:NAME when a person asked. */
  by: string;
  seq: number;
  atMs: number;
}

export interface RoundState {
  id: string;
  seat: string;
  minutes: number;
  startedMs: number;
  startedSeq: number;
  finishedMs: number | null;
  /** candidate, interviewer, time, skipped; empty while it runs. */
  finishedBy: string;
  /** Time that counts against the round until `lastMs`, as the server counts it. */
  activeMs: number;
  lastMs: number;
  paused: boolean;
  turns: Turn[];
}

/** A silence counts at most this much, so that a closed page costs no more. */
const kSilenceMsMax = 5 * 60 * 1000;

/** Milliseconds spent in a round until now. */
export function elapsedMs(round: RoundState, nowMs: number): number {
  if (round.paused) return round.activeMs;
  return round.activeMs + Math.min(kSilenceMsMax, Math.max(0, nowMs - round.lastMs));
}

export interface SeatState {
  seat: string;
  rater: string;
  sha256: string;
  abstained: string | null;
}

export interface Step {
  seq: number;
  step: string;
  detail: Json;
}

export interface Variation {
  id: string;
  parent: string;
  name: string;
  changes: Change[];
  verdict: Verdict | null;
  promoted: boolean;
  seq: number;
}

/** A coach's correction of a rating; the first rating stays. */
export interface Correction {
  seq: number;
  atMs: number;
  seat: string;
  signal: string;
  rating: string;
  author: string;
  reason: string;
  how: How;
  verdict: Verdict | null;
}

/** A person in a human seat. */
export interface Sitter {
  name: string;
  /** The person asks; else the seat's agent does. */
  conducts: boolean;
}

/** The model that plays a seat, and why its last word was not used; empty when it was. */
export interface ModelSeat {
  name: string;
  trouble: string;
}

export interface Note {
  author: string;
  text: string;
  card: string;
  round: string;
  turn: number | null;
}

/** A loop as its events up to `seq` tell it. */
export interface LoopState {
  loop: string;
  seq: number;
  atMs: number;
  panel: Panel | null;
  targetLevel: string;
  candidate: string;
  startedMs: number;
  rounds: RoundState[];
  seats: SeatState[];
  feedback: Feedback[] | null;
  steps: Step[];
  verdict: Verdict | null;
  variations: Variation[];
  /** Deleted lines; a deletion can be undone. */
  deleted: Variation[];
  corrections: Correction[];
  notes: Note[];
  /** By seat. */
  sitters: Readonly<Record<string, Sitter>>;
  /** Empty: held here; "import": a transcript from elsewhere. */
  origin: string;
  /** By seat, as far as the log tells. */
  models: Readonly<Record<string, ModelSeat>>;
  /** Keys of commands the log holds. */
  keys: ReadonlySet<string>;
}

export const kEmptyLoop: LoopState = {
  loop: '',
  seq: 0,
  atMs: 0,
  panel: null,
  targetLevel: '',
  candidate: '',
  startedMs: 0,
  rounds: [],
  seats: [],
  feedback: null,
  steps: [],
  verdict: null,
  variations: [],
  deleted: [],
  corrections: [],
  notes: [],
  sitters: {},
  origin: '',
  models: {},
  keys: new Set(),
};

export type Phase = 'waiting' | 'interview' | 'sealing' | 'debrief' | 'decided';

/** The round that is being talked in, if any. */
export function currentRound(state: LoopState): RoundState | null {
  const last = state.rounds[state.rounds.length - 1];
  return last && last.finishedMs === null ? last : null;
}

export function phaseOf(state: LoopState): Phase {
  if (state.verdict) return 'decided';
  if (state.feedback) return 'debrief';
  // A person may seal while other rounds go on.
  if (currentRound(state)) return 'interview';
  if (state.seats.length > 0) return 'sealing';
  if (!state.panel) return 'waiting';
  const all = state.panel.rounds.length;
  if (all > 0 && state.rounds.length >= all && !currentRound(state)) return 'sealing';
  return 'interview';
}

/** Until when a person's seat may be waited for, once the last round is over; null: no end. */
export function deadlineMs(state: LoopState, seat: string): number | null {
  const minutes = state.panel?.seats.find((item) => item.id === seat)?.deadlineMinutes ?? 0;
  const over = Math.max(0, ...state.rounds.map((round) => round.finishedMs ?? 0));
  return minutes > 0 && over > 0 ? over + minutes * 60_000 : null;
}

/** The round a card's turn counts in: its own, or the only round of its seat. */
export function roundOfCard(state: LoopState, seat: string, card: Card): string {
  return card.round || (state.rounds.find((round) => round.seat === seat)?.id ?? '');
}
