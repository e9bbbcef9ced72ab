import { Reader, type Json } from './reader';

export const kChanges = [
  'set_rating',
  'drop_card',
  'set_policy',
  'set_level',
  'retry_answer',
  'set_persona',
] as const;

export type Change =
  | { change: 'set_rating'; seat: string; signal: string; rating: string }
  | { change: 'drop_card'; card: string }
  | { change: 'set_policy'; policy: string }
  | { change: 'set_level'; level: string }
  | { change: 'retry_answer'; round: string; turn: number; text: string }
  | { change: 'set_persona'; seat: string; persona: Temper };

/** Another temper for a seat; what is absent stays as the panel has it. */
export interface Temper {
  /** In rating steps, -2 to 2; above 0 is harsh. */
  strictness?: number;
  /** 0 to 1: reluctance to revise. */
  stubbornness?: number;
  /** 0 to 1: pull on the other seats. */
  loudness?: number;
}
const kTempers = ['strictness', 'stubbornness', 'loudness'] as const;

function readTemper(reader: Reader): Temper {
  const temper: Temper = {};
  for (const key of kTempers) {
    if (reader.has(key)) temper[key] = reader.number(key);
  }
  return temper;
}

export function readChange(value: Json, where = ''): Change {
  const reader = new Reader(value, where);
  const change = reader.choice('change', kChanges);
  switch (change) {
    case 'set_rating':
      return {
        change,
        seat: reader.textOr('seat', ''),
        signal: reader.text('signal'),
        rating: reader.text('rating'),
      };
    case 'drop_card':
      return { change, card: reader.text('card') };
    case 'set_policy':
      return { change, policy: reader.text('policy') };
    case 'set_level':
      return { change, level: reader.text('level') };
    case 'retry_answer':
      return {
        change,
        round: reader.text('round'),
        turn: reader.whole('turn'),
        text: reader.text('text'),
      };
    case 'set_persona': {
      const persona = new Reader(reader.raw('persona') ?? {}, reader.at('persona'));
      return { change, seat: reader.text('seat'), persona: readTemper(persona) };
    }
  }
}

/** The JSON form; an unset seat means every owner of the signal. */
export function writeChange(change: Change): Record<string, unknown> {
  if (change.change === 'set_rating' && change.seat === '') {
    return { change: change.change, signal: change.signal, rating: change.rating };
  }
  return { ...change };
}
