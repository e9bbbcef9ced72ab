import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/settings/settings';
import { memoryShelf } from '../../src/keep/shelf';
import { readRoute } from '../../src/shell/route';
import {
  chanceInWords,
  changeInWords,
  clockOf,
  count,
  meetsBar,
  moveInWords,
  named,
  placeOf,
  sankBy,
  sentenceOf,
  withoutIds,
} from '../../src/shell/words';
import { readPanel } from '../../src/wire/panel';
import { rationalValue, readVerdict } from '../../src/wire/verdict';
import { kPanel, kVerdict } from '../loop/sample';

describe('words', () => {
  it('counts one without an s', () => {
    expect(count(1, 'word')).toBe('1 word');
    expect(count(0, 'word')).toBe('0 words');
  });

  it('say each outcome in a sentence', () => {
    expect(sentenceOf({ outcome: 'hire', level: 'senior' }, 'senior')).toBe('Hire at senior.');
    expect(sentenceOf({ outcome: 'down_level', level: 'mid' }, 'senior')).toBe(
      'Hire, but at mid, not senior.',
    );
    expect(sentenceOf({ outcome: 'no_hire', level: null }, 'senior')).toBe('No hire at senior.');
  });

  it('name what sank the level, and nothing that did not', () => {
    const sank = (shapley: object) =>
      sankBy(readVerdict({ ...kVerdict, attribution: { baseline: 'hire', shapley } }), rationalValue);
    expect(sank({ behavioral: '-3/2', coding: '0', design: '1/2' })).toEqual(['behavioral']);
    expect(sank({ coding: '-1/2', design: '-3/2', project: '-1/6' })).toEqual(['design', 'coding']);
    expect(sank({ coding: '0' })).toEqual([]);
  });

  it('know the scale', () => {
    const { scale } = readPanel(kPanel);
    expect(placeOf(scale, 'lean_hire')).toBe(3);
    expect(placeOf(scale, null)).toBe(-1);
    expect(meetsBar(scale, 'lean_no_hire')).toBe(false);
    expect(meetsBar(scale, 'lean_hire')).toBe(true);
  });

  it('put changes, names and clocks into words', () => {
    expect(named('hiring_manager')).toBe('Hiring manager');
    expect(
      changeInWords({ change: 'set_rating', seat: '', signal: 'coding', rating: 'lean_hire' }),
    ).toBe('Coding rated lean hire');
    expect(clockOf(61_500)).toBe('1:01');
    expect(clockOf(-5)).toBe('0:00');
  });
});

describe('routes', () => {
  it('name screens, and everything else is home', () => {
    expect(readRoute('#/room/l1')).toEqual({ screen: 'room', loop: 'l1' });
    expect(readRoute('#/board/l1/12&c=b3?token=abc')).toEqual({
      screen: 'board',
      loop: 'l1',
      path: '12&c=b3',
      token: 'abc',
    });
    expect(readRoute('#/room')).toEqual({ screen: 'home' });
    expect(readRoute('')).toEqual({ screen: 'home' });
  });
});

describe('settings', () => {
  it('fall back when what was kept makes no sense', () => {
    const shelf = memoryShelf();
    shelf.set('settings', '{"theme":"purple"}');
    expect(loadSettings(shelf).theme).toBe('auto');
    shelf.set('settings', '{"theme":"dark","calm":true}');
    expect(loadSettings(shelf)).toMatchObject({ theme: 'dark', calm: true, size: 'normal' });
  });
});

describe('the room’s sentences', () => {
  it('lose the ids of cards and nothing else', () => {
    expect(withoutIds('Coding was strong (coding.1, coding.10 and coding.9) where design was not.')).toBe(
      'Coding was strong where design was not.',
    );
    expect(withoutIds('Too thin. [behavioral.1, behavioral.11 and 71 more]')).toBe('Too thin.');
    expect(withoutIds('It took 1.5 s (p99) at 2.0 load.')).toBe('It took 1.5 s (p99) at 2.0 load.');
  });
});

describe('chances', () => {
  it('are numbers, or words where numbers are hidden', () => {
    expect(chanceInWords(0.314, false)).toBe('31 of 100');
    expect([1, 0.7, 0.5, 0.2, 0.01].map((chance) => chanceInWords(chance, true))).toEqual([
      'nearly certain',
      'likely',
      'even',
      'unlikely',
      'hardly possible',
    ]);
    expect(moveInWords(-0.21, false)).toBe('down 21');
    expect(moveInWords(0.3, true)).toBe('far up');
  });
});
