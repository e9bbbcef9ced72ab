import { changeInWords, sentenceOf, shortRuling } from '../shell/words';
import type { Change } from '../wire/change';
import type { Verdict } from '../wire/verdict';

/** One line as it stands beside another. */
export interface Side {
  name: string;
  changes: readonly Change[];
  verdict: Verdict;
}

/** A thing both lines say something about; `differs` when they say different things. */
export interface Row {
  what: string;
  left: string;
  right: string;
  differs: boolean;
}

/** What two lines say about the same things, in the order a reader asks for them. Ratings are given
 * by `label`, chances by `chance`, so that the page's own words are used. */
export function rowsOf(
  left: Verdict,
  right: Verdict,
  label: (rating: string | null) => string,
  chance: (share: number | null) => string,
  nameOf: (id: string) => string,
): Row[] {
  const row = (what: string, of: (verdict: Verdict) => string): Row => {
    const [a, b] = [of(left), of(right)];
    return { what, left: a, right: b, differs: a !== b };
  };
  const signals = [...new Set([...left.signals, ...right.signals].map((line) => line.signal))];
  const ratingIn = (verdict: Verdict, signal: string): string => {
    const line = verdict.signals.find((item) => item.signal === signal);
    return label(line?.rating ?? null) + (line && !line.floorMet ? ', below the floor' : '');
  };
  return [
    row('Decision', (verdict) => sentenceOf(verdict, verdict.targetLevel)),
    row('Asked for', (verdict) => verdict.targetLevel),
    row('Policy', (verdict) => nameOf(verdict.policy)),
    row('Chance at the target', (verdict) => chance(verdict.panels?.pTarget ?? null)),
    row('If all falls low', (verdict) => (verdict.low ? shortRuling(verdict.low) : '')),
    row('If all falls high', (verdict) => (verdict.high ? shortRuling(verdict.high) : '')),
    ...signals.map((signal) => row(nameOf(signal), (verdict) => ratingIn(verdict, signal))),
    row('Contradictions', (verdict) => String(verdict.contradictions.length)),
  ];
}

export function changesInWords(side: Side): string {
  return side.changes.map(changeInWords).join(', ') || 'nothing changed';
}
