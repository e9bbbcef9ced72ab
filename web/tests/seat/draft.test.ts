import { expect, it } from 'vitest';
import { memoryShelf } from '../../src/keep/shelf';
import {
  dropDraft,
  feedbackOf,
  gapsOf,
  keepDraft,
  keptDraft,
  kEmptyDraft,
  nextCardId,
  type Draft,
  type DraftCard,
} from '../../src/seat/draft';
import { findQuote, quoteBetween } from '../../src/seat/selection';
import { readFeedback } from '../../src/wire/feedback';

const card: DraftCard = {
  id: 'design-h1',
  signal: 'design',
  form: 'reasoning',
  polarity: 'concern',
  severity: 2,
  round: 'design',
  turn: 3,
  span: [4, 9],
  quote: 'a lot',
  note: 'no number',
};
const draft: Draft = {
  cards: [card],
  ratings: { design: { rating: 'lean_hire', confidence: 'high' } },
  summary: 'Fine.',
};

it('counts code points, not UTF-16, and cuts the space around', () => {
  const text = 'So 🙂🙂 a lot, really';
  const from = text.indexOf(' a lot');
  expect(quoteBetween(text, from, from + ' a lot'.length)).toEqual({
    quote: 'a lot',
    span: [6, 11],
  });
  expect(findQuote(text, ' a lot ')).toEqual({ quote: 'a lot', span: [6, 11] });
  expect(quoteBetween(text, 2, 3)).toBeNull();
  expect(findQuote(text, 'a few')).toBeNull();
});

it('keeps a draft until it is sealed, and survives what is no draft', () => {
  const shelf = memoryShelf();
  expect(keptDraft(shelf, 'l', 'design')).toEqual(kEmptyDraft);
  keepDraft(shelf, 'l', 'design', draft);
  expect(keptDraft(shelf, 'l', 'design')).toEqual(draft);
  expect(keptDraft(shelf, 'l', 'coding')).toEqual(kEmptyDraft);
  dropDraft(shelf, 'l', 'design');
  expect(keptDraft(shelf, 'l', 'design')).toEqual(kEmptyDraft);
  shelf.set('feedback/l/design', '{"cards": [{"id": 1}]}');
  expect(keptDraft(shelf, 'l', 'design')).toEqual(kEmptyDraft);
});

it('names cards apart, also after one is gone', () => {
  expect(nextCardId(kEmptyDraft, 'design')).toBe('design-h1');
  expect(nextCardId({ ...draft, cards: [{ ...card, id: 'design-h7' }] }, 'design')).toBe(
    'design-h8',
  );
});

it('wants a card under each rating, and nothing where nothing was observed', () => {
  expect(gapsOf(draft, ['design', 'coding'])).toEqual([]);
  expect(gapsOf({ ...draft, cards: [] }, ['design'])).toEqual(['design']);
});

it('writes feedback in the form every seat writes', () => {
  const strength: DraftCard = { ...card, id: 'design-h2', polarity: 'strength' };
  const feedback = readFeedback(
    feedbackOf({ ...draft, cards: [card, strength] }, 'design', ['design', 'coding']),
  );
  expect(feedback.ratings).toMatchObject([
    { signal: 'design', rating: 'lean_hire', confidence: 'high', cards: ['design-h1', 'design-h2'] },
    { signal: 'coding', rating: null, cards: [] },
  ]);
  expect(feedback.cards.map((item) => item.severity)).toEqual([2, 0]);
  expect(feedback.abstained).toBeNull();
});
