import { sankBy } from '../shell/words';
import type { Summary } from '../wire/results';
import { kOutcomes, rationalValue, type Outcome } from '../wire/verdict';

/** What several loops with one panel came to. */
export interface Funnel {
  panel: string;
  title: string;
  started: number;
  /** Per round of the panel, in order: how many got past it. */
  passed: { round: string; count: number }[];
  decided: number;
  outcomes: { outcome: Outcome; count: number }[];
  /** Signals that sank more than one loop, the commonest first. */
  sinks: { signal: string; count: number }[];
}

/** What sinks once may be a bad day; from twice on it is worth a drill. */
const kRepeated = 2;

function funnelOf(loops: readonly Summary[]): Funnel {
  const first = loops[0]!;
  const longest = loops.reduce((most, item) =>
    item.rounds.length > most.rounds.length ? item : most,
  );
  const verdicts = loops.flatMap((item) => item.verdict ?? []);
  const sinks = new Map<string, number>();
  for (const verdict of verdicts) {
    for (const signal of sankBy(verdict, rationalValue)) {
      sinks.set(signal, (sinks.get(signal) ?? 0) + 1);
    }
  }
  return {
    panel: first.panel,
    title: first.title || first.panel,
    started: loops.length,
    passed: longest.rounds.map(({ round }) => ({
      round,
      count: loops.filter((item) => item.rounds.some((at) => at.round === round && at.over)).length,
    })),
    decided: verdicts.length,
    outcomes: kOutcomes
      .map((outcome) => ({
        outcome,
        count: verdicts.filter((verdict) => verdict.outcome === outcome).length,
      }))
      .filter((item) => item.count > 0),
    sinks: [...sinks]
      .map(([signal, count]) => ({ signal, count }))
      .filter((item) => item.count >= kRepeated)
      .sort((a, b) => b.count - a.count || (a.signal < b.signal ? -1 : 1)),
  };
}

/** A funnel per panel that was met more than once, the busiest first. */
export function funnelsOf(loops: readonly Summary[]): Funnel[] {
  const byPanel = new Map<string, Summary[]>();
  for (const loop of loops) byPanel.set(loop.panel, [...(byPanel.get(loop.panel) ?? []), loop]);
  return [...byPanel.values()]
    .filter((all) => all.length > 1)
    .map(funnelOf)
    .sort((a, b) => b.started - a.started || (a.panel < b.panel ? -1 : 1));
}
