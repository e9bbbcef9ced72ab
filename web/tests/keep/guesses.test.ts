import { describe, expect, it } from 'vitest';
import { compared, differenceInWords } from '../../src/board/guessed';
import {
  allCompared,
  calibrationInWords,
  calibrationOf,
  guessOf,
  keepCompared,
  keepGuess,
} from '../../src/keep/guesses';
import { memoryShelf } from '../../src/keep/shelf';
import { readVerdict } from '../../src/wire/verdict';
import { kVerdict } from '../loop/sample';

const scale = { bar: 'c', labels: ['a', 'b', 'c', 'd'].map((label) => ({ label, meaning: '' })) };
const verdict = readVerdict({
  ...kVerdict,
  signals: [
    { signal: 'coding', rating: 'c' },
    { signal: 'design', rating: null },
    { signal: 'behavioral', rating: 'a' },
  ],
});

describe('guesses', () => {
  it('are kept, and what is not a guess reads as none made', () => {
    const shelf = memoryShelf();
    const guess = { outcome: 'hire' as const, ratings: { coding: 'd' } };
    expect(guessOf(shelf, 'l1')).toBeNull();
    keepGuess(shelf, 'l1', guess);
    expect(guessOf(shelf, 'l1')).toEqual(guess);
    shelf.set('guess/l2', 'none');
    expect(guessOf(shelf, 'l2')).toEqual({ outcome: null, ratings: {} });
  });

  it('are compared with what was rated, and only with that', () => {
    const guess = { outcome: 'hire' as const, ratings: { coding: 'd', design: 'd', behavioral: 'a' } };
    expect(compared(guess, verdict, scale)).toEqual({
      outcome: 'hire',
      outcomeWas: 'down_level',
      ratings: [
        { signal: 'coding', guessed: 3, was: 2 },
        { signal: 'behavioral', guessed: 0, was: 0 },
      ],
    });
    expect(differenceInWords(3, 2)).toBe('you guessed 1 step higher');
    expect(differenceInWords(0, 2)).toBe('you guessed 2 steps lower');
    expect(differenceInWords(1, 1)).toBe('as you guessed');
  });

  it('add up over loops, each loop once', () => {
    const shelf = memoryShelf();
    expect(calibrationInWords(calibrationOf(allCompared(shelf)))).toBe('');
    const guess = { outcome: 'hire' as const, ratings: { coding: 'd', behavioral: 'b' } };
    keepCompared(shelf, 'l1', compared(guess, verdict, scale));
    keepCompared(shelf, 'l1', compared(guess, verdict, scale));
    keepCompared(shelf, 'l2', {
      outcome: 'no_hire',
      outcomeWas: 'no_hire',
      ratings: [{ signal: 'coding', guessed: 3, was: 2 }],
    });
    shelf.set('compared/l3', 'torn');
    const calibration = calibrationOf(allCompared(shelf));
    expect(calibration).toMatchObject({ loops: 2, outcomes: 2, outcomesRight: 1, ratings: 3, bias: 1 });
    expect(calibrationInWords(calibration)).toBe(
      'Over 2 loops you guessed 1 of 2 outcomes rightly; you were 1.0 steps off on a rating and see yourself too high.',
    );
  });
});
