import { expect, it } from 'vitest';
import { effective, groupsFor } from '../../src/studio/fields';
import { namesOf } from '../../src/studio/names';
import { freshId, outlineOf } from '../../src/studio/outline';
import { readChecked } from '../../src/studio/problems';
import { differs, readPower, readTrial } from '../../src/studio/trials';
import { conditionInWords, readPanel } from '../../src/wire/panel';

const panel = readPanel({
  name: 'p',
  signals: [{ id: 'design', owner: ['design'] }],
  seats: [{ id: 'design' }, { id: 'lead' }],
});

it('names what stands here and what comes from the base', () => {
  const text = 'name: p\nseats:\n  - {id: lead}\n  - {id: new}\n';
  const outline = outlineOf(text, panel);
  expect(outline.seats).toEqual([
    { id: 'design', offset: null },
    { id: 'lead', offset: text.indexOf('{id: lead') },
    { id: 'new', offset: text.indexOf('{id: new') },
  ]);
  expect(outline.rounds).toEqual([]);
  expect(freshId(outline, 'seats')).toBe('seat-1');
  expect(outlineOf('seats: [', null).seats).toEqual([]);
});

it('reads what holds at a path', () => {
  const raw = { seats: [{ id: 'a', persona: { strictness: 0.3 } }] };
  expect(effective(raw, ['seats', { id: 'a' }, 'persona', 'strictness'])).toBe(0.3);
  expect(effective(raw, ['seats', { id: 'b' }, 'persona'])).toBeUndefined();
  expect(effective(null, ['seats'])).toBeUndefined();
});

it('has a form for every part of a panel', () => {
  const names = namesOf(panel, []);
  for (const section of ['signals', 'seats', 'rounds', 'questions'] as const) {
    const fields = groupsFor(section, 'x', names, 'senior').flatMap((group) => group.fields);
    expect(fields.length).toBeGreaterThan(2);
    const paths = fields.map((field) => JSON.stringify(field.path));
    expect(new Set(paths).size).toBe(paths.length);
  }
});

it('reads problems, trials and power as the server gives them', () => {
  const problem = { severity: 'error', file: 'p', line: 3, column: 1, id: 'panel.201', message: 'm', hint: '' };
  expect(readChecked({ ok: false, problems: [problem], panel: null })).toMatchObject({
    problems: [{ severity: 'error', line: 3, id: 'panel.201' }],
    panel: null,
  });
  const side = { panel: 'p', verdict: null, refused: 'no rounds' };
  const trial = readTrial({ candidate: 'c', fits: true, tried: side, base: null });
  expect(trial?.tried.refused).toBe('no rounds');
  expect(trial && differs(trial)).toBe(false);
  expect(readTrial({ candidate: 'c', fits: false, tried: null, base: null })).toBeNull();
  const [level] = readPower({
    levels: [
      {
        level: 'senior',
        signals: [
          { signal: 'a', power: 0.75, weight: 300, floor: true },
          { signal: 'b', power: 0.25, weight: 100, floor: false },
        ],
      },
    ],
  });
  expect(level?.signals.map((item) => item.claimed)).toEqual([0.75, 0.25]);
});

it('says a condition in one line', () => {
  expect(conditionInWords({ all: ['no number', { not: 'mentions cache' }] })).toBe(
    'no number and not: mentions cache',
  );
  expect(conditionInWords({ any: ['a', 'b'] })).toBe('a or b');
  expect(conditionInWords(undefined)).toBe('');
});
