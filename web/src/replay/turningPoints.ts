import type { ProgressPoint } from '../wire/results';

/** A change of the chance at the target level of this size or more is a turning point. The same
 * threshold decides graph, list and trainer. */
export const kTurningPoint = 0.08;

export interface TurningPoint {
  seq: number;
  change: number;
  /** The step of the debrief; empty at an answer. */
  step: string;
}

export function turningPointsOf(points: readonly ProgressPoint[]): TurningPoint[] {
  return points.flatMap((point, k) => {
    const before = points[k - 1];
    const change = before ? point.pTarget - before.pTarget : 0;
    const turns = Math.abs(change) >= kTurningPoint - 1e-9;
    return turns ? [{ seq: point.seq, change, step: point.step }] : [];
  });
}

/** The chance as it stood at a seq: that of the last point at or before it. */
export function chanceAt(points: readonly ProgressPoint[], seq: number): number | null {
  let chance: number | null = null;
  for (const point of points) {
    if (point.seq > seq) break;
    chance = point.pTarget;
  }
  return chance;
}
