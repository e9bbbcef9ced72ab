import type { Card, Form } from '../wire/feedback';

/** A sign for each form of evidence, so that it can be told without colour. */
export const kFormSigns: Record<Form, string> = {
  behavior: '◆',
  reasoning: '∴',
  artifact: '▤',
  level_signal: '⇡',
};

/** The gravest first: concerns before strengths, then by severity. */
export function gravestFirst(cards: readonly Card[]): Card[] {
  const weight = (card: Card): number => (card.polarity === 'concern' ? 10 : 0) + card.severity;
  return [...cards].sort((a, b) => weight(b) - weight(a));
}
