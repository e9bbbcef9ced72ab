import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { offersAt } from '../../src/studio/complete';
import type { PanelNames } from '../../src/studio/names';
import { keyUnder, offsetOf, placeAt } from '../../src/studio/place';
import { Schema, type SchemaNode } from '../../src/studio/schema';

const schema = new Schema(
  JSON.parse(
    readFileSync(new URL('../../../panel/schema/panel.schema.json', import.meta.url), 'utf8'),
  ) as SchemaNode,
);
const names: PanelNames = {
  levels: ['mid', 'senior'],
  labels: ['no_hire', 'hire'],
  signals: ['coding', 'design'],
  seats: ['lead', 'peer'],
  questions: ['rate-limits'],
  panels: ['default-five'],
  policies: ['floor_ledger'],
};

/** What is offered at the | of a text. */
function offered(text: string): string[] {
  const at = text.indexOf('|');
  const place = placeAt(text.replace('|', ''), at);
  return place ? offersAt(schema, place, names).map((offer) => offer.label) : [];
}

it('offers keys where keys are written, the ones that stand left out', () => {
  const top = offered('format: halfstep/panel\nna|');
  expect(top).toContain('name');
  expect(top).not.toContain('format');
  expect(offered('seats:\n  - id: a\n    |\n')).toContain('persona');
  expect(offered('seats:\n  - id: a\n    |\n')).not.toContain('id');
  expect(offered('seats:\n  - |')).toContain('id');
  expect(offered('seats:\n  - {id: a, pers|}')).toContain('persona');
  expect(offered('seats:\n  - id: a\n    persona:\n      st|\nrounds: []\n')).toEqual(
    expect.arrayContaining(['strictness', 'stubbornness']),
  );
});

it('offers the words of the schema and the names of the panel where they may stand', () => {
  expect(offered('seats:\n  - id: a\n    kind: |')).toEqual(
    expect.arrayContaining(['agent', 'human', 'model']),
  );
  expect(offered('rounds:\n  - {id: a, seat: |}')).toEqual(['lead', 'peer']);
  expect(offered('rounds:\n  - id: a\n    questions: [rate|]')).toEqual(['rate-limits']);
  expect(offered('rounds:\n  - id: a\n    questions:\n      - |')).toContain('rate-limits');
  expect(offered('signals:\n  - id: a\n    floors: {senior: |}')).toEqual(['no_hire', 'hire']);
  expect(offered('signals:\n  - id: a\n    floors: {|}')).toEqual(['mid', 'senior']);
  expect(offered('extends: |')).toEqual(['default-five']);
  expect(offered('policy: |')).toContain('floor_ledger');
});

it('goes on with a word where one may stand, on another line where none may', () => {
  const opens = (key: string) => schema.keysAt([]).find((item) => item.key === key)?.opens;
  expect(opens('policy')).toBe(false);
  expect(opens('seats')).toBe(true);
});

it('offers nothing in comments and prose', () => {
  expect(offered('# na|')).toEqual([]);
  expect(offered('title: Senior |')).toEqual([]);
});

it('tells what a key means, its form and an example', () => {
  const text = 'seats:\n  - {id: a, persona: {strictness: 0.3}}\n';
  const key = keyUnder(text, text.indexOf('strictness') + 3);
  expect(key?.where).toEqual(['seats', 0, 'persona', 'strictness']);
  const meaning = schema.meaningAt(key!.where);
  expect(meaning?.form).toBe('a number from -2 to 2');
  expect(meaning?.description).not.toBe('');
  expect(schema.meaningAt(['no', 'such', 'place'])).toBeNull();
  expect(offsetOf(text, ['seats', 0])).toBe(text.indexOf('{id'));
});

it('offers each name once, whoever knows it', () => {
  for (const text of ['policy: |', 'policy:\n  id: |', 'seats:\n  - {id: a, kind: |}']) {
    const labels = offered(text);
    expect(labels.length).toBeGreaterThan(0);
    expect(new Set(labels).size, text).toBe(labels.length);
  }
});
