import { Reader, type Json } from './reader';

export const kChanges = [
  'set_rating',
  'drop_card',
  'set_policy',
  'set_level',
  'retry_answer',
] as const;

export type Change =
  | { change: 'set_rating'; seat: string; signal: string; rating: string }
  | { change: 'drop_card'; card: string }
  | { change: 'set_policy'; policy: string }
  | { change: 'set_level'; level: string }
  | { change: 'retry_answer'; round: string; turn: number; text: string };

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
  }
}

/** The JSON form; an unset seat means every owner of the signal. */
export function writeChange(change: Change): Record<string, unknown> {
  if (change.change === 'set_rating' && change.seat === '') {
    return { change: change.change, signal: change.signal, rating: change.rating };
  }
  return { ...change };
}
