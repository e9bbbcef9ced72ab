/** A stretch of speech between two pauses; milliseconds since the round began. */
export interface Segment {
  text: string;
  atMs: number;
  untilMs: number;
}

/** Words beyond which an edit is not compared word by word: an hour of speech. */
const kWordsMax = 4000;

const plain = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** For each word of `a` the place of the word of `b` it is, by a longest common subsequence. */
function matches(a: readonly string[], b: readonly string[]): (number | null)[] {
  const wide = b.length + 1;
  const best = new Uint16Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; --i) {
    for (let j = b.length - 1; j >= 0; --j) {
      best[i * wide + j] =
        a[i] === b[j]
          ? best[(i + 1) * wide + j + 1]! + 1
          : Math.max(best[(i + 1) * wide + j]!, best[i * wide + j + 1]!);
    }
  }
  const found: (number | null)[] = [];
  for (let i = 0, j = 0; i < a.length; ++i) {
    while (j < b.length && a[i] !== b[j] && best[i * wide + j + 1]! >= best[(i + 1) * wide + j]!) ++j;
    found.push(j < b.length && a[i] === b[j] ? j++ : null);
  }
  return found;
}

/** What was heard, with the words as they stand after editing: each segment keeps its times and
 * gets the edited words from its own first one on. Segments with no word left are dropped; with no
 * segment at all the words have no times, and the result is empty. */
export function retimed(edited: string, heard: readonly Segment[]): Segment[] {
  const now = edited.trim().split(/\s+/).filter(Boolean);
  const first = heard[0];
  const last = heard[heard.length - 1];
  if (now.length === 0 || !first || !last) return [];
  const spoken = heard.flatMap((segment, k) =>
    segment.text.split(/\s+/).filter(Boolean).map((word) => ({ word: plain(word), k })),
  );
  if (now.length > kWordsMax || spoken.length > kWordsMax) {
    return [{ text: now.join(' '), atMs: first.atMs, untilMs: last.untilMs }];
  }
  const places = matches(now.map(plain), spoken.map((item) => item.word));
  const parts = heard.map((): string[] => []);
  let at = 0;
  now.forEach((word, i) => {
    const place = places[i];
    if (typeof place === 'number') at = spoken[place]!.k;
    parts[at]!.push(word);
  });
  return heard.flatMap((segment, k) =>
    parts[k]!.length > 0 ? [{ ...segment, text: parts[k]!.join(' ') }] : [],
  );
}
