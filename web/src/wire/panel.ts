import { Reader, textItem, type Json } from './reader';

export interface ScaleLabel {
  label: string;
  meaning: string;
}
export interface Scale {
  bar: string;
  labels: ScaleLabel[];
}
export interface Signal {
  id: string;
  meaning: string;
  owner: string[];
  /** By level: a label, or milli-steps as written in the file. */
  floors: Record<string, string | number>;
  usualRejection: string;
}
export interface Seat {
  id: string;
  title: string;
  kind: string;
  signals: string[];
  /** Severity in rating steps, -2 to 2. */
  strictness: number;
  /** take_over or abstain: what happens when the seat's model fails. */
  fallback: string;
  /** A person's seat abstains this long after the last round; 0 is never. */
  deadlineMinutes: number;
}
export interface Problem {
  statement: string;
  starter: Record<string, string>;
}
/** Asked when its condition holds over the answer so far. */
export interface FollowUp {
  when: string;
  ask: string;
}
export interface Question {
  id: string;
  ask: string;
  problem: Problem | null;
  /** Empty for who may not see them yet. */
  looksFor: string[];
  followUps: FollowUp[];
  challenges: string[];
}
export interface Round {
  id: string;
  seat: string;
  minutes: number;
  kind: string;
  questions: string[];
}
export interface Panel {
  name: string;
  title: string;
  role: string;
  ladder: string[];
  targetLevel: string;
  scale: Scale;
  signals: Signal[];
  seats: Seat[];
  rounds: Round[];
  questions: Question[];
  policy: string;
}

const kLadder = ['junior', 'mid', 'senior', 'staff', 'principal'];
const kScale: Scale = {
  bar: 'lean_hire',
  labels: ['strong_no_hire', 'no_hire', 'lean_no_hire', 'lean_hire', 'hire', 'strong_hire'].map(
    (label) => ({ label, meaning: '' }),
  ),
};

function textOrNumber(item: Json, where: string): string | number {
  return typeof item === 'number' ? item : textItem(item, where);
}

function readScale(value: Json, where: string): Scale {
  const reader = new Reader(value, where);
  const labels = reader.list('labels', (item, at): ScaleLabel => {
    if (typeof item === 'string') return { label: item, meaning: '' };
    const label = new Reader(item, at);
    return { label: label.text('label'), meaning: label.textOr('meaning', '') };
  });
  return labels.length > 1
    ? { bar: reader.textOr('bar', labels[labels.length >> 1]!.label), labels }
    : kScale;
}

function readSignal(value: Json, where: string): Signal {
  const reader = new Reader(value, where);
  return {
    id: reader.text('id'),
    meaning: reader.textOr('meaning', ''),
    owner: reader.texts('owner'),
    floors: reader.map('floors', textOrNumber),
    usualRejection: reader.textOr('usual_rejection', ''),
  };
}

function readSeat(value: Json, where: string): Seat {
  const reader = new Reader(value, where);
  return {
    id: reader.text('id'),
    title: reader.textOr('title', ''),
    kind: reader.textOr('kind', 'agent'),
    signals: reader.texts('signals'),
    strictness:
      reader.optional('persona', (item, at) =>
        new Reader(item, at).numberOr('strictness', 0),
      ) ?? 0,
    fallback: reader.textOr('fallback', 'take_over'),
    deadlineMinutes: reader.numberOr('deadline_minutes', 0),
  };
}

function readRound(value: Json, where: string): Round {
  const reader = new Reader(value, where);
  const id = reader.text('id');
  return {
    id,
    seat: reader.text('seat'),
    minutes: reader.numberOr('minutes', 45),
    kind: reader.textOr('kind', '') || id,
    questions: reader.texts('questions'),
  };
}

/** A condition in one line: "no number and mentions cache". */
export function conditionInWords(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const reader = new Reader(value);
  const parts = (key: string): string[] => reader.list(key, conditionInWords);
  if (reader.has('all')) return parts('all').join(' and ');
  if (reader.has('any')) return parts('any').join(' or ');
  return reader.has('not') ? `not: ${conditionInWords(reader.raw('not'))}` : '';
}

function pointOf(value: Json, where: string): string {
  return typeof value === 'string' ? value : new Reader(value, where).text('point');
}

function readFollowUp(value: Json, where: string): FollowUp {
  const reader = new Reader(value, where);
  return { when: conditionInWords(reader.raw('when')), ask: reader.textOr('ask', '') };
}

function readQuestion(value: Json, where: string): Question {
  const reader = new Reader(value, where);
  return {
    id: reader.text('id'),
    ask: reader.textOr('ask', ''),
    problem: reader.optional('problem', (item, at): Problem => {
      const problem = new Reader(item, at);
      return {
        statement: problem.textOr('statement', ''),
        starter: problem.map('starter', textItem),
      };
    }),
    looksFor: reader.list('looks_for', pointOf),
    followUps: reader.list('follow_ups', readFollowUp),
    challenges: reader.texts('challenges'),
  };
}

/** The panel object of a panel file; what a candidate may not see yet is simply absent. */
export function readPanel(value: Json, where = ''): Panel {
  const reader = new Reader(value, where);
  const ladder = reader.texts('ladder');
  return {
    name: reader.text('name'),
    title: reader.textOr('title', ''),
    role: reader.textOr('role', ''),
    ladder: ladder.length > 0 ? ladder : kLadder,
    targetLevel: reader.textOr('target_level', ''),
    scale: reader.optional('scale', readScale) ?? kScale,
    signals: reader.list('signals', readSignal),
    seats: reader.list('seats', readSeat),
    rounds: reader.list('rounds', readRound),
    questions: reader.list('questions', readQuestion),
    policy: reader.optional('policy', (item, at) => new Reader(item, at).textOr('id', '')) ?? '',
  };
}
