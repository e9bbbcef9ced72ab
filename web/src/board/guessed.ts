import type { Compared, Guess } from '../keep/guesses';
import { placeOf } from '../shell/words';
import type { Scale } from '../wire/panel';
import type { Verdict } from '../wire/verdict';

/** A guess beside the verdict; a signal that nobody rated cannot be compared and is left out. */
export function compared(guess: Guess, verdict: Verdict, scale: Scale): Compared {
  const ratings = Object.entries(guess.ratings).flatMap(([signal, label]) => {
    const line = verdict.signals.find((item) => item.signal === signal);
    const guessed = placeOf(scale, label);
    const was = placeOf(scale, line?.rating ?? null);
    return guessed < 0 || was < 0 ? [] : [{ signal, guessed, was }];
  });
  return { outcome: guess.outcome, outcomeWas: verdict.outcome, ratings };
}

/** How far a guess was from what the room said: "as guessed", "2 steps too high". */
export function differenceInWords(guessed: number, was: number): string {
  const off = guessed - was;
  if (off === 0) return 'as you guessed';
  const steps = `${Math.abs(off)} ${Math.abs(off) === 1 ? 'step' : 'steps'}`;
  return `you guessed ${steps} ${off > 0 ? 'higher' : 'lower'}`;
}
