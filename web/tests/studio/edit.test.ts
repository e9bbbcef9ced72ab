import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { applySplice, removeValue, setValue, valueAt, type Path, type Value } from '../../src/studio/edit';

const kText = `# our loop
format: halfstep/panel
version: 1
name: mine   # the file's name

signals:
  - id: design   # what the round is for
    meaning: Weighs options.
    weights: {mid: 600, senior: 500}
    floors: {senior: lean_no_hire}
  # conduct comes second
  - id: behavioral
    meaning: >-
      Owns decisions
      and failures.
seats:
  - {id: design, signals: [design]}   # Ada's seat
  - {id: behavioral, signals: [behavioral], persona: {strictness: 0.3}}
rounds:
  - {id: design, minutes: 40, questions: [export-job]}
questions:
  - id: export-job
    ask: How would you build it?
    looks_for:
      - a job that can be resumed
      - {point: load, ways: [replica]}
`;

function set(path: Path, value: Value, text = kText): string {
  return applySplice(text, setValue(text, path, value));
}

/** The lines of the text that a change took away and brought. */
function changed(after: string, before = kText): { gone: string[]; come: string[] } {
  const was = before.split('\n');
  const now = after.split('\n');
  return {
    gone: was.filter((line) => !now.includes(line)),
    come: now.filter((line) => !was.includes(line)),
  };
}

describe('a form changes the text of one value and nothing else', () => {
  it('replaces a scalar and keeps the comment behind it', () => {
    expect(changed(set(['name'], 'ours'))).toEqual({
      gone: ["name: mine   # the file's name"],
      come: ["name: ours   # the file's name"],
    });
  });
  it('replaces within braces', () => {
    expect(changed(set(['signals', { id: 'design' }, 'weights', 'mid'], 250))).toEqual({
      gone: ['    weights: {mid: 600, senior: 500}'],
      come: ['    weights: {mid: 250, senior: 500}'],
    });
    expect(changed(set(['rounds', { id: 'design' }, 'questions'], ['b', 'a, b']))).toEqual({
      gone: ['  - {id: design, minutes: 40, questions: [export-job]}'],
      come: ['  - {id: design, minutes: 40, questions: [ b, "a, b" ]}'],
    });
  });
  it('adds a key within braces and under a block', () => {
    expect(changed(set(['seats', { id: 'design' }, 'title'], 'System design')).come).toEqual([
      "  - {id: design, signals: [design], title: System design}   # Ada's seat",
    ]);
    expect(changed(set(['signals', { id: 'design' }, 'relief'], 1250))).toEqual({
      gone: [],
      come: ['    relief: 1250'],
    });
    const owner = set(['signals', { id: 'behavioral' }, 'owner'], ['behavioral']);
    expect(changed(owner).gone).toEqual([]);
    expect(valueAt(owner, ['signals', { id: 'behavioral' }, 'owner'])).toEqual(['behavioral']);
  });
  it('makes what is missing on the way', () => {
    const deep = set(['seats', { id: 'design' }, 'persona', 'patience', 'words'], 150);
    expect(changed(deep).come).toHaveLength(1);
    expect(valueAt(deep, ['seats', { id: 'design' }, 'persona'])).toEqual({
      patience: { words: 150 },
    });
    const anchor = set(['signals', { id: 'design' }, 'anchors', 'senior', 'hire'], 'Bounds: it all');
    expect(changed(anchor).gone).toEqual([]);
    expect(valueAt(anchor, ['signals', { id: 'design' }, 'anchors', 'senior', 'hire'])).toBe(
      'Bounds: it all',
    );
  });
  it('lays an override over a base that this file does not repeat', () => {
    const text = 'format: halfstep/panel\nversion: 1\nname: x\nextends: base\n# end\n';
    const next = set(['seats', { id: 'coding' }, 'persona', 'strictness'], 0.5, text);
    expect(parse(next)).toMatchObject({
      seats: [{ id: 'coding', persona: { strictness: 0.5 } }],
    });
    expect(next).toContain('# end');
  });
  it('keeps folded prose folded, and writes lines of its own for many', () => {
    const meaning: Path = ['signals', { id: 'behavioral' }, 'meaning'];
    const next = set(meaning, 'Owns what was decided.');
    expect(valueAt(next, meaning)).toBe('Owns what was decided.');
    expect(next).toContain('meaning: >-');
    const lines = set(['questions', { id: 'export-job' }, 'ask'], 'First?\nThen?');
    expect(valueAt(lines, ['questions', { id: 'export-job' }, 'ask'])).toBe('First?\nThen?');
    expect(lines).toContain("# Ada's seat");
  });
  it('adds a list item with its id', () => {
    const next = set(['questions', { id: 'took-back' }, 'ask'], 'What did you take back?');
    expect(changed(next).gone).toEqual([]);
    expect(valueAt(next, ['questions', { id: 'took-back' }])).toEqual({
      id: 'took-back',
      ask: 'What did you take back?',
    });
  });
  it('takes keys and items out, whole lines where they have lines', () => {
    const cut = (path: Path): string => applySplice(kText, removeValue(kText, path)!);
    expect(changed(cut(['signals', { id: 'design' }, 'floors']))).toEqual({
      gone: ['    floors: {senior: lean_no_hire}'],
      come: [],
    });
    expect(changed(cut(['seats', { id: 'behavioral' }])).come).toEqual([]);
    expect(changed(cut(['seats', { id: 'behavioral' }, 'persona'])).come).toEqual([
      '  - {id: behavioral, signals: [behavioral]}',
    ]);
    expect(removeValue(kText, ['seats', { id: 'nobody' }])).toBeNull();
    // The last item of a list leaves an empty one behind; comments stay.
    expect(cut(['rounds', { id: 'design' }])).toContain('# conduct comes second');
  });
  it('quotes what YAML would read as something else', () => {
    for (const value of ['yes', '12', 'a: b', '# no', '- x', "it's", '', 'null', '{x}', 'é “q”']) {
      expect(valueAt(set(['name'], value), ['name'])).toBe(value);
      const flow: Path = ['seats', { id: 'design' }, 'title'];
      expect(valueAt(set(flow, value), flow)).toBe(value);
    }
  });
});

it('every library panel takes every common edit without losing a comment', () => {
  const folder = new URL('../../../scenarios/library/panels/', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const panel = parse(text) as { seats?: { id: string }[]; questions?: { id: string }[] };
    const comments = (of: string): number => of.split('\n').filter((l) => /^\s*#/.test(l)).length;
    const paths: [Path, Value][] = [[['title'], 'Another title']];
    for (const seat of (panel.seats ?? []).slice(0, 1)) {
      paths.push([['seats', { id: seat.id }, 'persona', 'strictness'], 0.25]);
    }
    for (const question of (panel.questions ?? []).slice(0, 1)) {
      paths.push([['questions', { id: question.id }, 'ask'], 'Asked: otherwise, {really}?']);
    }
    for (const [path, value] of paths) {
      const next = set(path, value, text);
      expect(valueAt(next, path)).toBe(value);
      expect(comments(next), `${file} ${JSON.stringify(path)}`).toBe(comments(text));
      expect(changed(next, text).gone.length).toBeLessThan(8);
    }
  }
}, 120_000);
