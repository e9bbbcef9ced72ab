import type { Shelf } from '../keep/shelf';
import {
  kConfidences,
  kForms,
  kPolarities,
  type Card,
  type Confidence,
  type Form,
  type Polarity,
} from '../wire/feedback';
import { numberItem, Reader, WireError, type Json } from '../wire/reader';

/** What a person in a seat has written so far; kept in the browser until it is sealed. */
export interface Draft {
  cards: DraftCard[];
  /** By signal; a signal without a rating reads as nothing observed. */
  ratings: Record<string, DraftRating>;
  summary: string;
}
export interface DraftCard {
  id: string;
  signal: string;
  form: Form;
  polarity: Polarity;
  /** 0 to 3; concerns only. */
  severity: number;
  round: string;
  turn: number;
  span: [number, number];
  quote: string;
  note: string;
}
export interface DraftRating {
  rating: string;
  confidence: Confidence;
}

export const kEmptyDraft: Draft = { cards: [], ratings: {}, summary: '' };

/** Ids are unique in the whole packet, so they carry the seat's name. */
export function nextCardId(draft: Draft, seat: string): string {
  const used = draft.cards.map((card) => Number(card.id.slice(`${seat}-h`.length)) || 0);
  return `${seat}-h${Math.max(0, ...used) + 1}`;
}

/** What keeps the draft from being sealed, in the order of the form. */
export function gapsOf(draft: Draft, signals: readonly string[]): string[] {
  const gaps: string[] = [];
  const rated = signals.filter((signal) => (draft.ratings[signal]?.rating ?? '') !== '');
  for (const signal of rated) {
    if (!draft.cards.some((card) => card.signal === signal)) gaps.push(signal);
  }
  return gaps;
}

/** The feedback in the form every seat writes: each rating rests on the cards of its signal. */
export function feedbackOf(draft: Draft, seat: string, signals: readonly string[]): object {
  return {
    seat,
    rater: '',
    abstained: null,
    ratings: signals.map((signal) => ({
      signal,
      rating: draft.ratings[signal]?.rating || null,
      confidence: draft.ratings[signal]?.confidence ?? 'medium',
      cards: draft.cards.filter((card) => card.signal === signal).map((card) => card.id),
    })),
    cards: draft.cards.map((card) => ({
      ...card,
      severity: card.polarity === 'concern' ? card.severity : 0,
    })),
    summary: draft.summary,
  };
}

/** A card as the board shows one. */
export function cardOf(card: DraftCard): Card {
  return { ...card, level: '' };
}

const nameOf = (loop: string, seat: string): string => `feedback/${loop}/${seat}`;

export function keepDraft(shelf: Shelf, loop: string, seat: string, draft: Draft): void {
  shelf.set(nameOf(loop, seat), JSON.stringify(draft));
}

export function dropDraft(shelf: Shelf, loop: string, seat: string): void {
  shelf.remove(nameOf(loop, seat));
}

function readCard(value: Json, where: string): DraftCard {
  const reader = new Reader(value, where);
  const [begin, end] = reader.list('span', numberItem);
  if (begin === undefined || end === undefined) throw new WireError(where, 'a card has a span');
  return {
    id: reader.text('id'),
    signal: reader.text('signal'),
    form: reader.choice('form', kForms),
    polarity: reader.choice('polarity', kPolarities),
    severity: reader.whole('severity'),
    round: reader.text('round'),
    turn: reader.whole('turn'),
    span: [begin, end],
    quote: reader.text('quote'),
    note: reader.textOr('note', ''),
  };
}

export function keptDraft(shelf: Shelf, loop: string, seat: string): Draft {
  const text = shelf.get(nameOf(loop, seat));
  if (text === null) return kEmptyDraft;
  try {
    const reader = new Reader(JSON.parse(text));
    return {
      cards: reader.list('cards', readCard),
      ratings: reader.map('ratings', (item, where) => {
        const rating = new Reader(item, where);
        return {
          rating: rating.text('rating'),
          confidence: rating.choice('confidence', kConfidences),
        };
      }),
      summary: reader.textOr('summary', ''),
    };
  } catch {
    return kEmptyDraft;
  }
}
