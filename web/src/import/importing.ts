import { kTurnKinds, type TurnKind } from '../wire/event';
import type { Panel } from '../wire/panel';
import { Reader, type Json } from '../wire/reader';

export type Role = 'interviewer' | 'candidate';
/** "nobody": only looked like a name, its words belong to the turn before. Empty: left out. */
export type RoleOrNone = Role | 'nobody' | '';

export interface SpokenTurn {
  /** As written; empty where nobody is named. */
  name: string;
  text: string;
  kind: TurnKind;
  question: string;
  atMs: number | null;
  untilMs: number | null;
}
export interface SpokenName {
  name: string;
  turns: number;
  questions: number;
  speaker: RoleOrNone;
}
/** A stretch of turns that is one round. */
export interface Part {
  /** Index of its first turn. */
  from: number;
  heading: string;
}
export interface Spoken {
  turns: SpokenTurn[];
  names: SpokenName[];
  parts: Part[];
}

function readTurn(value: Json, where: string): SpokenTurn {
  const reader = new Reader(value, where);
  return {
    name: reader.text('name'),
    text: reader.text('text'),
    kind: reader.choiceOr('kind', kTurnKinds, 'speech'),
    question: reader.textOr('question', ''),
    atMs: reader.numberOrNull('at_ms'),
    untilMs: reader.numberOrNull('until_ms'),
  };
}

function readName(value: Json, where: string): SpokenName {
  const reader = new Reader(value, where);
  return {
    name: reader.text('name'),
    turns: reader.whole('turns'),
    questions: reader.whole('questions'),
    speaker: reader.choiceOr('speaker', ['interviewer', 'candidate'], '' as RoleOrNone),
  };
}

/** The answer of transcript.read. */
export function readSpoken(value: Json): Spoken {
  const reader = new Reader(value);
  const turns: SpokenTurn[] = [];
  const parts: Part[] = [];
  reader.list('rounds', (item, where) => {
    const round = new Reader(item, where);
    parts.push({ from: turns.length, heading: round.text('round') });
    turns.push(...round.list('turns', readTurn));
  });
  return { turns, names: reader.list('names', readName), parts };
}

/** Who is who, as far as it can be told: names that are roles, else whoever asks most is the
 * interviewer and whoever asks least the candidate. */
export function guessRoles(names: readonly SpokenName[]): Record<string, RoleOrNone> {
  const share = (item: SpokenName): number => item.questions / Math.max(1, item.turns);
  const people = names.filter((item) => item.name !== '' && item.speaker === '');
  const byAsking = [...people].sort((a, b) => share(a) - share(b));
  const least = byAsking[0];
  const known = names.some((item) => item.speaker !== '');
  return Object.fromEntries(
    names.map((item) => {
      if (item.speaker !== '' || item.name === '' || known || people.length < 2) {
        return [item.name, item.speaker];
      }
      return [item.name, item === least ? 'candidate' : 'interviewer'];
    }),
  );
}

/** The panel's round that a heading means; empty when none does. */
export function guessRound(heading: string, panel: Panel, taken: readonly string[]): string {
  const word = heading.toLowerCase().replace(/[\s-]+/g, '_');
  const same = (id: string): boolean => id.toLowerCase().replace(/-/g, '_') === word;
  const free = panel.rounds.filter((round) => !taken.includes(round.id));
  const found =
    free.find((round) => same(round.id)) ??
    free.find((round) => same(round.kind) || same(round.seat));
  return found?.id ?? '';
}

export interface Assignment {
  /** By name. */
  roles: Readonly<Record<string, RoleOrNone>>;
  /** By index of the turn; goes before the name's. */
  turnRoles: Readonly<Record<number, RoleOrNone>>;
  /** By index of the part; empty: left out. */
  rounds: readonly string[];
}

export function roleOf(turn: SpokenTurn, index: number, given: Assignment): RoleOrNone {
  return given.turnRoles[index] ?? given.roles[turn.name] ?? '';
}

/** What is missing before it can be imported, in words; empty: nothing. */
export function missing(spoken: Spoken, given: Assignment): string {
  const rounds = given.rounds.filter((round) => round !== '');
  if (rounds.length === 0) return 'Say which round of the panel each part is.';
  if (new Set(rounds).size < rounds.length) return 'Two parts are given the same round.';
  const heard = spoken.turns.some(
    (turn, k) => roleOf(turn, k, given) === 'candidate' && given.rounds[partOf(spoken, k)],
  );
  return heard ? '' : 'Say who the candidate is.';
}

/** The part a turn stands in. */
export function partOf(spoken: Spoken, index: number): number {
  return spoken.parts.filter((part) => part.from <= index).length - 1;
}

/** Another part begins at a turn; one that begins there already joins the one before. */
export function splitAt(spoken: Spoken, index: number): Spoken {
  const there = spoken.parts.some((part) => part.from === index);
  const parts = there
    ? spoken.parts.filter((part) => part.from !== index || index === 0)
    : [...spoken.parts, { from: index, heading: '' }].sort((a, b) => a.from - b.from);
  return { ...spoken, parts };
}

/** halfstep/transcript of what was assigned; turns without a role and parts without a round are
 * left out. */
export function transcriptOf(spoken: Spoken, given: Assignment): object {
  const rounds = spoken.parts.flatMap((part, k) => {
    const round = given.rounds[k];
    if (!round) return [];
    const until = spoken.parts[k + 1]?.from ?? spoken.turns.length;
    const turns: { speaker: Role; text: string }[] = [];
    spoken.turns.slice(part.from, until).forEach((turn, at) => {
      const speaker = roleOf(turn, part.from + at, given);
      const before = turns[turns.length - 1];
      if (speaker === 'nobody') {
        if (before) before.text += `\n${turn.name ? `${turn.name}: ` : ''}${turn.text}`;
        return;
      }
      if (speaker === '') return;
      turns.push({
        ...{ speaker, text: turn.text, kind: turn.kind },
        ...(turn.question ? { question: turn.question } : {}),
        ...(turn.atMs !== null ? { at_ms: turn.atMs } : {}),
        ...(turn.untilMs !== null ? { until_ms: turn.untilMs } : {}),
      });
    });
    return [{ round, turns }];
  });
  return { format: 'halfstep/transcript', version: 1, rounds };
}
