import { describe, expect, it } from 'vitest';
import { caseName, readTold } from '../../src/runner/messages';
import { checksOf, endingOf, reportOf, withCases } from '../../src/runner/report';
import { plainCases, plainScript, type Outcome } from '../../src/runner/runner';

const ran = (how: Outcome['how'], ...texts: string[]): Outcome => ({
  how,
  lines: texts.map((text) => ({ stream: 'out', text })),
});

describe('the runner', () => {
  it('believes only messages of the agreed shape', () => {
    expect(readTold({ type: 'line', stream: 'out', text: 'hi' })).toMatchObject({ text: 'hi' });
    expect(readTold({ type: 'end', how: 'timeout' })).toEqual({ type: 'end', how: 'timeout' });
    expect(readTold({ type: 'begun', more: 1 })).toEqual({ type: 'begun' });
    for (const lie of [null, 'x', { type: 'line', stream: 'out' }, { type: 'end', how: 'won' }, {}]) {
      expect(readTold(lie)).toBeNull();
    }
  });

  it('takes types off', async () => {
    const plain = await plainScript('const f = (n: number): number => n! ?? 1;');
    expect(plain).not.toContain('number');
    expect(plain).toContain('??');
  });
});

describe('a run', () => {
  it('is told as its checks, its output and its end', () => {
    const outcome = ran('done', 'PASS new id', 'looking', 'FAIL f(1): got 2, not 3');
    expect(checksOf(outcome)).toEqual([
      { name: 'new id', passed: true, detail: '' },
      { name: 'f(1)', passed: false, detail: 'got 2, not 3' },
    ]);
    expect(reportOf(outcome, 'python')).toBe(
      'PASS new id\nlooking\nFAIL f(1): got 2, not 3\n1 of 2 checks pass.',
    );
  });

  it('is a failure when it did not come to an end', () => {
    expect(reportOf(ran('timeout'), 'javascript')).toBe(
      'FAIL Stopped after 5 seconds: it did not come to an end.',
    );
    expect(reportOf(ran('failed', 'TypeError: x'), 'python')).toContain('FAIL Ended with an error');
    expect(endingOf(ran('done'), 'python')).toBe('Finished.');
  });

  it('tells the beginning of a long output and how much is left out', () => {
    const report = reportOf(ran('done', ...Array.from({ length: 100 }, (_, k) => `${k}`)), 'python');
    expect(report.split('\n')).toHaveLength(42);
    expect(report).toContain('and 60 more lines');
  });

  it('does not take an error line for a check', () => {
    expect(checksOf({ how: 'done', lines: [{ stream: 'err', text: 'PASS me' }] })).toEqual([]);
  });
});

describe('own cases', () => {
  const cases = [
    { call: 'f = Filter(); f.seen("a")', expected: 'False' },
    { call: 'main()', expected: '' },
    { call: '  ', expected: '7' },
  ];
  it('stand behind the code as the language writes them', () => {
    expect(withCases('x = 1\n', 'python', cases)).toBe(
      'x = 1\n\n# my own cases\nf = Filter()\nassert f.seen("a") == False\nmain()',
    );
    expect(withCases('let x', 'javascript', [{ call: 'f(1)', expected: '[2]' }])).toBe(
      'let x\n\n// my own cases\nconsole.assert(same(f(1), [2]))',
    );
    expect(withCases('x', 'python', [])).toBe('x');
  });

  it('are found among the checks whatever their call holds', () => {
    const name = caseName({ call: 'f({a: 1},\n  2)', expected: '' });
    const [check] = checksOf(ran('done', `FAIL ${name}: got 3, not 4`));
    expect(check).toEqual({ name, passed: false, detail: 'got 3, not 4' });
  });

  it('run without types under the name that was written', async () => {
    const typed = [
      { call: 'sum<number>([1, 2] as number[])', expected: '{ total: 3 } as Sum' },
      { call: 'not a program', expected: '1' },
      { call: '', expected: '7' },
    ];
    const [first, second, third] = await plainCases(typed, 'javascript', true);
    expect(first?.name).toBe('sum<number>([1, 2] as number[])');
    expect(first?.call).not.toContain('number');
    expect(eval(first!.expected)).toEqual({ total: 3 });
    expect(second?.call).toBe('not a program');
    expect(third).toBeUndefined();
    expect(await plainCases([{ call: 'f({})', expected: '{1: 2}' }], 'python', false)).toEqual([
      { name: 'f({})', call: 'f({})', expected: '{1: 2}' },
    ]);
  });
});
