import { Reader, type Json } from '../wire/reader';

/** Languages that run in the page; others can be written and talked about. */
export const kRunnable = ['python', 'javascript'] as const;
export type Runnable = (typeof kRunnable)[number];

/** One of the candidate's own test cases: what to evaluate, and what it should give. Without an
 * expectation it passes when it ends. */
export interface OwnCase {
  call: string;
  expected: string;
}

/** What a case is called: its call on one line, not longer than the list is wide, and without the
 * colon and space behind which a failed check says what went wrong. */
export function caseName({ call }: OwnCase): string {
  return call.trim().split(/\s+/).join(' ').replaceAll(': ', ':').slice(0, 80);
}

/** A case as it is run: in the language the machine runs, under the name that was written. */
export interface NamedCase extends OwnCase {
  name: string;
}

/** What the page asks the frame to run, and the frame its worker. */
export interface Job {
  type: 'run';
  language: Runnable;
  code: string;
  /** The problem's own checks: code that prints a line PASS or FAIL and a name for each. */
  tests: string;
  cases: NamedCase[];
  /** Milliseconds from the first line of code, without loading the language. */
  limitMs: number;
  memoryBytes: number;
}

export type End = 'done' | 'failed' | 'timeout' | 'stopped' | 'unavailable';
const kEnds = ['done', 'failed', 'timeout', 'stopped', 'unavailable'] as const;

export interface Line {
  stream: 'out' | 'err';
  text: string;
}

/** What comes back. `begun` is said when the language is loaded and the time limit starts. */
export type Told =
  | { type: 'ready' }
  | { type: 'begun' }
  | ({ type: 'line' } & Line)
  | { type: 'end'; how: End };

/** What the frame says, checked: code in it could send anything. */
export function readTold(value: Json): Told | null {
  try {
    const reader = new Reader(value);
    const type = reader.choice('type', ['ready', 'begun', 'line', 'end']);
    if (type === 'line') {
      return { type, stream: reader.choice('stream', ['out', 'err']), text: reader.text('text') };
    }
    return type === 'end' ? { type, how: reader.choice('how', kEnds) } : { type };
  } catch {
    return null;
  }
}
