import { describe, expect, it } from 'vitest';
import { restMs } from '../../src/replay/autoplay';
import {
  chapterStop,
  indexOfStop,
  nextStop,
  previousStop,
  stopsOf,
} from '../../src/replay/cursor';
import { commandOf } from '../../src/replay/keyboard';
import { chanceAt, kTurningPoint, turningPointsOf } from '../../src/replay/turningPoints';
import { eventsOf, kLoop } from '../loop/sample';

const events = eventsOf(...kLoop, ['CommentAdded', { text: 'x' }]);
const stops = stopsOf(events);

describe('the cursor', () => {
  it('stands on moves, not on bookkeeping, and stays at the ends', () => {
    expect(stops).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(nextStop(stops, 3)).toBe(4);
    expect(nextStop(stops, 8)).toBe(8);
    expect(previousStop(stops, 9)).toBe(8);
    expect(previousStop(stops, 2)).toBe(2);
    expect(nextStop([], 5)).toBe(5);
    expect(indexOfStop(stops, 9)).toBe(6);
  });

  it('walks by chapters', () => {
    expect(chapterStop(events, 3, 1)).toBe(8);
    expect(chapterStop(events, 8, -1)).toBe(2);
  });
});

describe('keys', () => {
  const press = (key: string, change: object = {}) =>
    commandOf({
      key,
      shiftKey: false,
      ctrlKey: false,
      altKey: false,
      metaKey: false,
      inField: false,
      onControl: false,
      ...change,
    });

  it('move the cursor unless something else owns them', () => {
    expect(press('ArrowRight')).toBe('next');
    expect(press('ArrowLeft', { shiftKey: true })).toBe('previous_chapter');
    expect(press(' ')).toBe('play');
    expect(press(' ', { onControl: true })).toBeNull();
    expect(press('ArrowRight', { inField: true })).toBeNull();
    expect(press('ArrowLeft', { altKey: true })).toBeNull();
    expect(press('x')).toBeNull();
  });
});

describe('autoplay and turning points', () => {
  it('rests longer on longer words, within bounds', () => {
    expect(restMs(events[3])).toBeGreaterThan(restMs(events[6]));
    expect(restMs(undefined)).toBe(900);
  });

  it('marks a change of exactly the threshold and none below it', () => {
    const points = [0.5, 0.5 - kTurningPoint, 0.45, 0.45 + kTurningPoint - 0.001].map(
      (pTarget, k) => ({ seq: k, pTarget, step: '' }),
    );
    expect(turningPointsOf(points).map((point) => point.seq)).toEqual([1]);
    expect(turningPointsOf([])).toEqual([]);
  });

  it('a chance holds until the next point', () => {
    const points = [
      { seq: 4, pTarget: 0.5, step: '' },
      { seq: 9, pTarget: 0.2, step: 'floors' },
    ];
    expect([3, 4, 8, 9, 20].map((seq) => chanceAt(points, seq))).toEqual([null, 0.5, 0.5, 0.2, 0.2]);
    expect(turningPointsOf(points)[0]).toMatchObject({ seq: 9, step: 'floors' });
  });
});
