import type { OwnCase, Runnable } from './messages';
import { kLimits, type Outcome } from './runner';

/** One check of a run: the problem's, or one of the candidate's own. */
export interface Check {
  name: string;
  passed: boolean;
  /** What went wrong; empty when it passed or nothing is known. */
  detail: string;
}

const kCheck = /^(PASS|FAIL) (.+?)(?:: (.*))?$/;
/** Lines of output that go with the checks into the record. */
const kLinesTold = 40;

/** The checks among what was printed. Code can print such a line too: a run in the page is the
 * candidate's own claim. */
export function checksOf(outcome: Outcome): Check[] {
  return outcome.lines.flatMap(({ stream, text }) => {
    const found = stream === 'out' ? kCheck.exec(text) : null;
    if (!found) return [];
    return [{ passed: found[1] === 'PASS', name: found[2] ?? '', detail: found[3] ?? '' }];
  });
}

/** How the run ended, in one sentence. */
export function endingOf(outcome: Outcome, language: Runnable): string {
  const { seconds } = kLimits[language];
  switch (outcome.how) {
    case 'done': {
      const checks = checksOf(outcome);
      if (checks.length === 0) return 'Finished.';
      const passed = checks.filter((check) => check.passed).length;
      return `${passed} of ${checks.length} checks pass.`;
    }
    case 'failed':
      return 'Ended with an error.';
    case 'timeout':
      return `Stopped after ${seconds} seconds: it did not come to an end.`;
    case 'stopped':
      return 'Stopped.';
    case 'unavailable':
      return 'The language could not be loaded. Is the server there?';
  }
}

/** What the interviewer is told of a run: a line per check, what was printed, how it ended. */
export function reportOf(outcome: Outcome, language: Runnable): string {
  const lines = outcome.lines.map((line) => line.text);
  const left = lines.length - kLinesTold;
  const told = left > 0 ? [...lines.slice(0, kLinesTold), `… and ${left} more lines`] : lines;
  const ending = endingOf(outcome, language);
  return [...told, outcome.how === 'done' ? ending : `FAIL ${ending}`].join('\n');
}

/** Own cases behind the code, as the language writes a check: what the interviewer reads. */
export function withCases(code: string, language: Runnable, cases: readonly OwnCase[]): string {
  const told = cases.filter((item) => item.call.trim() !== '');
  if (told.length === 0) return code;
  const python = language === 'python';
  const lines = told.map(({ call, expected }) => {
    const parts = call.trim().split(/[;\n]/);
    const value = (parts.pop() ?? '').trim();
    const before = parts.map((part) => `${part.trim()}${python ? '\n' : '; '}`).join('');
    const want = expected.trim();
    if (want === '') return `${before}${value}`;
    return python
      ? `${before}assert ${value} == ${want}`
      : `${before}console.assert(same(${value}, ${want}))`;
  });
  return `${code.trimEnd()}\n\n${python ? '#' : '//'} my own cases\n${lines.join('\n')}`;
}
