import type { Card } from '../wire/feedback';

/** A stretch of a turn's text and the cards that quote it. */
export interface Piece {
  text: string;
  cards: Card[];
}

/** Cuts a text at the edges of the spans that quote it. Spans count code points and may overlap;
 * a span outside the text marks nothing, nor does the space between two of them. */
export function piecesOf(text: string, cards: readonly Card[]): Piece[] {
  const points = Array.from(text);
  const marked = cards.flatMap((card) =>
    card.span && card.span[1] <= points.length && card.span[0] < card.span[1]
      ? [{ card, begin: card.span[0], end: card.span[1] }]
      : [],
  );
  const cuts = [...new Set([0, points.length, ...marked.flatMap((m) => [m.begin, m.end])])];
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).map((end, k) => {
    const begin = cuts[k]!;
    const piece = points.slice(begin, end).join('');
    const quoting = marked.filter((m) => m.begin <= begin && end <= m.end);
    return { text: piece, cards: piece.trim() === '' ? [] : quoting.map((m) => m.card) };
  });
}
