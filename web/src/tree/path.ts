/** A place in the analysis: an event of the loop, seen on the main line or under a variation. It
 * is also what the address bar holds, so that a place can be shared. */
export interface Path {
  seq: number;
  /** Empty: the main line. */
  variation: string;
  /** A card whose words are shown, if any. */
  card: string;
  /** The line shown beside `variation`: a variation, `kMain`, or empty for none. */
  beside: string;
}

/** Stands for the main line where an empty text means that there is no line. */
export const kMain = 'main';

export function writePath(path: Path): string {
  const parts = [String(path.seq)];
  if (path.variation) parts.push(`v=${encodeURIComponent(path.variation)}`);
  if (path.beside) parts.push(`b=${encodeURIComponent(path.beside)}`);
  if (path.card) parts.push(`c=${encodeURIComponent(path.card)}`);
  return parts.join('&');
}

/** The place a text names; what it does not say is the end of the main line (`last`). */
export function readPath(text: string, last: number): Path {
  const path: Path = { seq: last, variation: '', card: '', beside: '' };
  for (const part of text.split('&')) {
    if (/^\d+$/.test(part)) path.seq = Math.min(Math.max(Number(part), 1), Math.max(last, 1));
    const [name, value] = part.split('=');
    if (value === undefined) continue;
    try {
      if (name === 'v') path.variation = decodeURIComponent(value);
      if (name === 'b') path.beside = decodeURIComponent(value);
      if (name === 'c') path.card = decodeURIComponent(value);
    } catch {
      // A mangled link still opens the loop.
    }
  }
  return path;
}
