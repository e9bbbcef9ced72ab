import type { Segment } from '../speech/segments';
import { Reader } from '../wire/reader';
import type { Shelf } from './shelf';

/** When the words of a draft were spoken, kept over reloads beside the draft. */
export function keepSegments(shelf: Shelf, loop: string, segments: readonly Segment[]): void {
  if (segments.length === 0) shelf.remove(`spoken/${loop}`);
  else shelf.set(`spoken/${loop}`, JSON.stringify(segments));
}

export function keptSegments(shelf: Shelf, loop: string): Segment[] {
  try {
    const items = JSON.parse(shelf.get(`spoken/${loop}`) ?? '[]') as unknown;
    return new Reader({ items }).list('items', (item, where) => {
      const reader = new Reader(item, where);
      return {
        text: reader.text('text'),
        atMs: reader.whole('atMs'),
        untilMs: reader.whole('untilMs'),
      };
    });
  } catch {
    return [];
  }
}
