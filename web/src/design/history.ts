/** Undo and redo over values that never change. */
export interface History<T> {
  past: readonly T[];
  now: T;
  future: readonly T[];
  /** Of the last change; changes with the same name in a row are undone as one. */
  step: string;
}

const kStepsMax = 200;

export function historyOf<T>(now: T): History<T> {
  return { past: [], now, future: [], step: '' };
}

/** @param step empty: a step of its own */
export function changed<T>(history: History<T>, now: T, step = ''): History<T> {
  if (now === history.now) return history;
  const past =
    step !== '' && step === history.step ? history.past : [...history.past, history.now];
  return { past: past.slice(-kStepsMax), now, future: [], step };
}

export function undone<T>({ past, now, future, step }: History<T>): History<T> {
  if (past.length === 0) return { past, now, future, step };
  const before = past[past.length - 1]!;
  return { past: past.slice(0, -1), now: before, future: [now, ...future], step: '' };
}

export function redone<T>({ past, now, future, step }: History<T>): History<T> {
  const [next, ...rest] = future;
  if (next === undefined) return { past, now, future, step };
  return { past: [...past, now], now: next, future: rest, step: '' };
}
