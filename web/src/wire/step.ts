import { Reader, textItem, WireError, type Json } from './reader';
import { readContradiction, readRuling, type Contradiction, type Ruling } from './verdict';

/** What one step of the debrief says, by its kind. */
export type StepDetail =
  | { kind: 'envelopes_opened'; seats: { seat: string; cards: number }[]; abstained: string[] }
  | { kind: 'repeated'; strength: boolean; what: string; seats: string[]; cards: string[] }
  | { kind: 'contradiction'; contradiction: Contradiction }
  | { kind: 'seat_spoke'; seat: string; side: string; cards: string[]; text: string }
  | {
      kind: 'revised';
      seat: string;
      signal: string;
      from: string;
      to: string;
      reason: string;
      cards: string[];
      simulated: boolean;
    }
  | { kind: 'discussion_effect'; shift: number; point: Ruling; other: Ruling; counts: string }
  | {
      kind: 'committee_read';
      cards: number;
      weakened: { card: string; reason: string; text: string }[];
    }
  | { kind: 'floors'; levels: { level: string; failed: string[] }[]; enforced: boolean }
  | { kind: 'policy'; policy: string; levels: { level: string; passes: boolean }[] }
  | { kind: 'level'; target: string; point: Ruling; low: Ruling; high: Ruling }
  | { kind: 'verdict'; summary: string }
  /** A kind newer than this page, or of another shape: shown as it is. */
  | { kind: 'other'; detail: Json };

function readSeatLine(value: Json, where: string): { seat: string; cards: number } {
  const reader = new Reader(value, where);
  return { seat: reader.text('seat'), cards: reader.numberOr('cards', 0) };
}

function readRevised(reader: Reader): StepDetail {
  return {
    kind: 'revised',
    seat: reader.text('seat'),
    signal: reader.text('signal'),
    from: reader.textOr('from', ''),
    to: reader.text('to'),
    reason: reader.textOr('reason', ''),
    cards: reader.texts('cards'),
    simulated: reader.flagOr('simulated', false),
  };
}

function readWeakened(value: Json, where: string): { card: string; reason: string; text: string } {
  const reader = new Reader(value, where);
  return {
    card: reader.text('card'),
    reason: reader.textOr('reason', ''),
    text: reader.textOr('text', ''),
  };
}

function readKnown(kind: string, value: Json, reader: Reader): StepDetail {
  const ruling = (key: string): Ruling => readRuling(reader.raw(key), reader.at(key));
  switch (kind) {
    case 'envelopes_opened':
      return {
        kind,
        seats: reader.list('seats', readSeatLine),
        abstained: reader.list('abstained', textItem),
      };
    case 'repeated_strength':
    case 'repeated_concern':
      return {
        kind: 'repeated',
        strength: kind === 'repeated_strength',
        what: reader.text('what'),
        seats: reader.texts('seats'),
        cards: reader.texts('cards'),
      };
    case 'contradiction':
      return { kind, contradiction: readContradiction(value, '') };
    case 'seat_spoke':
      return {
        kind,
        seat: reader.text('seat'),
        side: reader.textOr('side', ''),
        cards: reader.texts('cards'),
        text: reader.textOr('text', ''),
      };
    case 'revised':
      return readRevised(reader);
    case 'discussion_effect':
      return {
        kind,
        shift: reader.numberOr('shift', 0),
        point: ruling('point'),
        other: ruling('other'),
        counts: reader.textOr('counts', 'first'),
      };
    case 'committee_read':
      return {
        kind,
        cards: reader.numberOr('cards', 0),
        weakened: reader.list('weakened', readWeakened),
      };
    case 'floors':
      return {
        kind,
        levels: reader.list('levels', (item, where) => {
          const level = new Reader(item, where);
          return { level: level.text('level'), failed: level.texts('failed') };
        }),
        enforced: reader.flagOr('enforced', true),
      };
    case 'policy':
      return {
        kind,
        policy: reader.text('policy'),
        levels: reader.list('levels', (item, where) => {
          const level = new Reader(item, where);
          return { level: level.text('level'), passes: level.flagOr('passes', false) };
        }),
      };
    case 'level':
      return {
        kind,
        target: reader.text('target_level'),
        point: ruling('point'),
        low: ruling('low'),
        high: ruling('high'),
      };
    case 'verdict':
      return { kind, summary: reader.textOr('summary', '') };
    default:
      return { kind: 'other', detail: value };
  }
}

/** Never throws: a step of an unknown shape is shown as it came, and the meeting goes on. */
export function readStep(kind: string, detail: Json): StepDetail {
  try {
    return readKnown(kind, detail, new Reader(detail));
  } catch (error) {
    if (error instanceof WireError) return { kind: 'other', detail };
    throw error;
  }
}
