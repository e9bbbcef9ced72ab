import type { OwnCase } from '../runner/messages';
import { Reader } from '../wire/reader';
import type { Shelf } from './shelf';

/** The candidate's own test cases, kept over reloads under a name. */
export function keepCases(shelf: Shelf, name: string, cases: readonly OwnCase[]): void {
  if (cases.length === 0) shelf.remove(name);
  else shelf.set(name, JSON.stringify(cases));
}

export function keptCases(shelf: Shelf, name: string): OwnCase[] {
  try {
    return new Reader({ items: JSON.parse(shelf.get(name) ?? '[]') as unknown }).list(
      'items',
      (item, where) => {
        const reader = new Reader(item, where);
        return { call: reader.text('call'), expected: reader.textOr('expected', '') };
      },
    );
  } catch {
    return [];
  }
}
