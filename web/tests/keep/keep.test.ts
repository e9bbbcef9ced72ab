import { describe, expect, it } from 'vitest';
import { keepCases, keptCases } from '../../src/keep/cases';
import { Outbox } from '../../src/keep/outbox';
import { memoryShelf } from '../../src/keep/shelf';

describe('what waits to be heard', () => {
  it('survives a reload whole: parts, times and what it goes on with', () => {
    const shelf = memoryShelf();
    const part = { key: 'k1', text: 'First', kind: 'speech', partial: true } as const;
    const rest = { key: 'k2', text: 'then', kind: 'speech', continues: true } as const;
    const box = new Outbox(shelf, 'l1');
    box.add({ ...part, atMs: 10, untilMs: 20 }, rest);
    expect(new Outbox(shelf, 'l1').all()).toEqual([{ ...part, atMs: 10, untilMs: 20 }, rest]);
    box.settle('k1');
    box.settle('k2');
    expect(shelf.keys()).toEqual([]);
  });

  it('is nothing when what was kept makes no sense', () => {
    const shelf = memoryShelf();
    shelf.set('outbox/l1', '[{"key":1}]');
    expect(new Outbox(shelf, 'l1').all()).toEqual([]);
    shelf.set('cases/x', '{');
    expect(keptCases(shelf, 'cases/x')).toEqual([]);
  });
});

describe('own test cases', () => {
  it('are kept under a name', () => {
    const shelf = memoryShelf();
    const cases = [{ call: 'f(1)', expected: '2' }];
    keepCases(shelf, 'cases/x', cases);
    expect(keptCases(shelf, 'cases/x')).toEqual(cases);
    keepCases(shelf, 'cases/x', []);
    expect(shelf.keys()).toEqual([]);
  });
});
