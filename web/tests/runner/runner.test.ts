import { describe, expect, it } from 'vitest';
import { plainScript, readFromFrame } from '../../src/runner/runner';

describe('the runner', () => {
  it('believes only messages of the agreed shape', () => {
    expect(readFromFrame({ type: 'line', stream: 'out', text: 'hi' })).toMatchObject({ text: 'hi' });
    expect(readFromFrame({ type: 'end', how: 'timeout' })).toEqual({ type: 'end', how: 'timeout' });
    for (const lie of [null, 'x', { type: 'line', stream: 'out' }, { type: 'end', how: 'won' }, {}]) {
      expect(readFromFrame(lie)).toBeNull();
    }
  });

  it('takes types off and leaves plain scripts alone', async () => {
    expect(await plainScript('const a = 1;', false)).toBe('const a = 1;');
    const plain = await plainScript('const f = (n: number): number => n!;', true);
    expect(plain).not.toContain('number');
    expect(await plainScript('x ?? y', true)).toContain('??');
  });
});
