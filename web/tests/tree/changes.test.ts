import { describe, expect, it } from 'vitest';
import { withChange } from '../../src/tree/changes';
import { readChange, writeChange, type Change } from '../../src/wire/change';

const rating = (seat: string, to: string): Change => ({
  change: 'set_rating',
  seat,
  signal: 'design',
  rating: to,
});

describe('changes of a what-if', () => {
  it('the later of two about the same thing counts', () => {
    const persona = { change: 'set_persona', seat: 'a', persona: { strictness: 1 } } as const;
    let changes = withChange([], rating('a', 'hire'));
    changes = withChange(changes, rating('b', 'hire'));
    changes = withChange(changes, persona);
    changes = withChange(changes, rating('a', 'no_hire'));
    expect(changes).toEqual([rating('b', 'hire'), persona, rating('a', 'no_hire')]);
    expect(withChange(changes, { ...persona, persona: { loudness: 1 } })).toHaveLength(3);
  });

  it('come back from the wire as they were written', () => {
    const changes: Change[] = [
      rating('a', 'hire'),
      { change: 'drop_card', card: 'd1' },
      { change: 'set_policy', policy: 'unanimous' },
      { change: 'set_level', level: 'mid' },
      { change: 'retry_answer', round: 'design', turn: 3, text: 'I chose.' },
      { change: 'set_persona', seat: 'a', persona: { strictness: -1, loudness: 0.5 } },
    ];
    expect(changes.map((change) => readChange(writeChange(change)))).toEqual(changes);
    expect(() => readChange({ change: 'set_persona', persona: {} })).toThrow('/seat');
  });
});
