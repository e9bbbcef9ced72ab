import { isPair, isScalar, isSeq, parseDocument, visit, type Document, type Node } from 'yaml';
import type { Where } from './schema';

/** Where the cursor stands in a panel file. */
export interface Place {
  /** Of the value, or of the map whose key is being written. */
  where: Where;
  role: 'key' | 'value';
  /** Start of the word that is being written. */
  from: number;
  /** Keys that stand in the map already. */
  taken: string[];
}

const kMarker = 'zzcursorzz';
const kWord = /[\w.-]*$/;

/** The steps from the document to the last of these ancestors. */
function whereOf(ancestors: readonly unknown[]): (string | number)[] {
  const steps: (string | number)[] = [];
  ancestors.forEach((ancestor, k) => {
    if (isPair(ancestor)) {
      steps.push(isScalar(ancestor.key) ? String(ancestor.key.value) : '');
    } else if (isSeq(ancestor)) {
      steps.push(ancestor.items.indexOf(ancestors[k + 1] as Node));
    }
  });
  return steps;
}

/** Finds the place by writing a marker there and looking where it ends up, so that half-written
 * files are read as the parser reads them. */
export function placeAt(text: string, at: number): Place | null {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const word = kWord.exec(text.slice(lineStart, at))?.[0] ?? '';
  const from = at - word.length;
  const lead = text.slice(lineStart, from);
  if (/(^|\s)#/.test(lead)) return null;
  const rest = /^[\w.-]*/.exec(text.slice(at))?.[0] ?? '';
  const after = text.slice(at + rest.length);
  const opensLine = /^\s*(?:- +)*$/.test(lead);
  const key = opensLine && !/^\s*:/.test(after);
  const document = parseDocument(text.slice(0, from) + kMarker + (key ? ': ' : '') + after);
  return found(document, from);
}

function found(document: Document, from: number): Place | null {
  let place: Place | null = null;
  visit(document, {
    Scalar(role, node, path) {
      if (node.value !== kMarker) return undefined;
      const ancestors = [...path, node];
      const where = whereOf(ancestors);
      if (role === 'key') {
        const map = path[path.length - 2];
        const items = map && 'items' in map ? map.items : [];
        const taken = items.flatMap((pair) =>
          isPair(pair) && isScalar(pair.key) && pair.key.value !== kMarker
            ? [String(pair.key.value)]
            : [],
        );
        place = { where: where.slice(0, -1), role: 'key', from, taken };
      } else {
        place = { where, role: 'value', from, taken: [] };
      }
      return visit.BREAK;
    },
  });
  return place;
}

/** The key or value that stands under a position, for help on hover. */
export function keyUnder(text: string, at: number): { where: Where; from: number; to: number } | null {
  let best: { where: Where; from: number; to: number } | null = null;
  visit(parseDocument(text), {
    Pair(_, pair, path) {
      const key = pair.key;
      if (!isScalar(key) || !key.range) return;
      const [from, to] = key.range;
      if (from <= at && at <= to) best = { where: whereOf([...path, pair]), from, to };
    },
  });
  return best;
}

/** The offset at which the value of a path begins; null when it is not in this file. */
export function offsetOf(text: string, where: Where): number | null {
  const node = parseDocument(text).getIn(where, true);
  return node && typeof node === 'object' && 'range' in node
    ? ((node as Node).range?.[0] ?? null)
    : null;
}
