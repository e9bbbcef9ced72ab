/** Words of one turn, as a card quotes them: code points, half-open. */
export interface Quoted {
  quote: string;
  span: [number, number];
}

export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The quote between two UTF-16 offsets of a text, without the space around it; null when only
 * space is left. */
export function quoteBetween(text: string, from: number, until: number): Quoted | null {
  const cut = text.slice(from, until);
  const quote = cut.trim();
  if (quote === '') return null;
  const begin = from + cut.indexOf(quote);
  return { quote, span: spanAt(text, begin, quote) };
}

/** Where these exact words stand in a text, first place first; null when they do not. */
export function findQuote(text: string, words: string): Quoted | null {
  const quote = words.trim();
  const begin = quote === '' ? -1 : text.indexOf(quote);
  return begin < 0 ? null : { quote, span: spanAt(text, begin, quote) };
}

function spanAt(text: string, begin: number, quote: string): [number, number] {
  const first = codePoints(text.slice(0, begin));
  return [first, first + codePoints(quote)];
}

/** The part of the window's selection that lies within one element, in UTF-16 offsets of its text;
 * null when there is none or it reaches out of the element. */
export function selectionIn(element: Element): [number, number] | null {
  const selection = window.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const from = before.toString().length;
  return [from, from + range.toString().length];
}
