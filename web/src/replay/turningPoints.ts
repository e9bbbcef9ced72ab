import type { ProgressPoint } from '../wire/results';

/** A change of the chance at the target level of this size or more is a turning point. The same
 * threshold decides graph, list and trainer. */
export const kTurningPoint = 0.08;

export interface TurningPoint {
  seq: number;
  change: number;
}

export function turningPointsOf(points: readonly ProgressPoint[]): TurningPoint[] {
  return points.flatMap((point, k) => {
    const before = points[k - 1];
    const change = before ? point.pTarget - before.pTarget : 0;
    return Math.abs(change) >= kTurningPoint - 1e-9 ? [{ seq: point.seq, change }] : [];
  });
}
