import { describe, expect, it } from 'vitest';
import { readPanelRecords } from '../../src/wire/health';
import { WireError } from '../../src/wire/reader';
import { readEntries } from '../../src/wire/results';
import { readVerdict } from '../../src/wire/verdict';
import { kVerdict } from '../loop/sample';

describe('answers of the server', () => {
  it('list panels and samples, with what a sample gets where it is told', () => {
    const [panel, sample] = readEntries(
      [
        { name: 'small', target_level: 'mid', saved: true },
        { name: 'priya', title: 'Priya', verdict: { outcome: 'down_level', level: 'mid' } },
      ],
      'panels',
    );
    expect(panel).toMatchObject({ title: 'small', saved: true, verdict: null });
    expect(sample).toMatchObject({ saved: false, verdict: { outcome: 'down_level', level: 'mid' } });
    expect(() => readEntries([{ title: 'nameless' }], 'panels')).toThrow('/0/name: expected a text');
    expect(() => readEntries([{ name: 'x', verdict: { outcome: 'maybe' } }], 'panels')).toThrow(
      '/0/verdict/outcome: "maybe" is not one of',
    );
  });

  it('tell how a panel worked, with nothing where there are too few loops to tell', () => {
    const seat = { seat: 'design', rated: 2, abstained: 1, decisive: 1, remark: '' };
    const records = readPanelRecords({
      agreement_from: 20,
      panels: [{ panel: 'small', packets: 3, seats: [seat], alpha: null, effective_seats: null }],
    });
    expect(records.agreementFrom).toBe(20);
    expect(records.panels[0]).toMatchObject({ loops: 3, alpha: null, seats: [{ decisive: 1 }] });
    expect(() => readPanelRecords({ agreement_from: 20, panels: [{ panel: 'x', packets: -1 }] })).toThrow(
      WireError,
    );
  });

  it('give the one thing to act on and what luck rests on', () => {
    const verdict = readVerdict({
      ...kVerdict,
      practice: { signal: 'design', text: 'Bound the queue.' },
      panels: { p_target: 0.4, text: 'In short.', assumptions: ['Seats rate alone.'] },
    });
    expect(verdict.practice).toEqual({ signal: 'design', text: 'Bound the queue.' });
    expect(verdict.panels?.assumptions).toEqual(['Seats rate alone.']);
    expect(readVerdict(kVerdict).practice).toBeNull();
    expect(() => readVerdict({ ...kVerdict, practice: { signal: 1 } })).toThrow('/practice/signal');
  });
});
