import { Reader, textItem } from '../wire/reader';
import type { Shelf } from './shelf';

/** The tokens of one loop by role: candidate, coach, observer, seat:ID. */
export type Tokens = Record<string, string>;

export function keepTokens(shelf: Shelf, loop: string, tokens: Tokens): void {
  shelf.set(`tokens/${loop}`, JSON.stringify({ ...tokensOf(shelf, loop), ...tokens }));
}

export function tokensOf(shelf: Shelf, loop: string): Tokens {
  const text = shelf.get(`tokens/${loop}`);
  if (text === null) return {};
  try {
    return new Reader({ tokens: JSON.parse(text) as unknown }).map('tokens', textItem);
  } catch {
    return {};
  }
}

export function knownLoops(shelf: Shelf): string[] {
  const prefix = 'tokens/';
  return shelf
    .keys()
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}
