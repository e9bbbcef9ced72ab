import {
  caseName,
  readTold,
  type End,
  type Job,
  type Line,
  type NamedCase,
  type OwnCase,
  type Runnable,
} from './messages';

/** The whole of a run's limits, in one place; the screen and the help say the same. */
export const kLimits: Record<Runnable, { seconds: number; megabytes: number }> = {
  javascript: { seconds: 5, megabytes: 64 },
  python: { seconds: 10, megabytes: 512 },
};

export interface Outcome {
  how: End;
  lines: readonly Line[];
}

/** Types are taken off, not checked: the interviewer reads the code, the machine only runs it. */
export async function plainScript(code: string): Promise<string> {
  const { transform } = await import('sucrase');
  return transform(code, { transforms: ['typescript'], disableESTransforms: true }).code;
}

/** What a case gives or should give. At the beginning an object literal would be read as a block. */
async function plainExpression(text: string, typed: boolean): Promise<string> {
  const whole = text.trim().startsWith('{') ? `(${text})` : text;
  // What is no TypeScript either fails as its case, and leaves the others alone.
  return typed ? plainScript(whole).catch(() => whole) : whole;
}

/** The cases that say something, as they are run. */
export function plainCases(
  cases: readonly OwnCase[],
  language: Runnable,
  typed: boolean,
): Promise<NamedCase[]> {
  const told = cases.filter((item) => item.call.trim() !== '');
  return Promise.all(
    told.map(async (item) => {
      const name = caseName(item);
      if (language === 'python') return { ...item, name };
      const expected = await plainExpression(item.expected, typed);
      const call = typed ? await plainScript(item.call).catch(() => item.call) : item.call;
      return { name, call, expected };
    }),
  );
}

/** Runs code in the sandboxed frame, one run at a time. */
export class Runner {
  private frame: HTMLIFrameElement | null = null;
  private ready: Promise<void> = Promise.resolve();
  private isReady: () => void = () => undefined;
  private ended: ((outcome: Outcome) => void) | null = null;
  private lines: Line[] = [];

  /** @param onLine told all lines so far after each new one
   *  @param onBegun told when the language is loaded and the code runs */
  constructor(
    private readonly onLine: (lines: readonly Line[]) => void,
    private readonly onBegun: () => void,
  ) {}

  async run(job: Pick<Job, 'language' | 'code' | 'tests' | 'cases'>): Promise<Outcome> {
    this.open();
    await this.ready;
    this.lines = [];
    const { seconds, megabytes } = kLimits[job.language];
    const limits = { limitMs: seconds * 1000, memoryBytes: megabytes * 1024 * 1024 };
    this.finish('stopped');
    return new Promise((resolve) => {
      this.ended = resolve;
      this.tell({ type: 'run', ...job, ...limits } satisfies Job);
    });
  }

  stop(): void {
    this.tell({ type: 'stop' });
  }

  destroy(): void {
    window.removeEventListener('message', this.heard);
    this.frame?.remove();
    this.frame = null;
    this.finish('stopped');
  }

  private open(): void {
    if (this.frame) return;
    this.ready = new Promise((resolve) => (this.isReady = resolve));
    window.addEventListener('message', this.heard);
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.title = 'Runs your code';
    frame.hidden = true;
    frame.src = '/runner/index.html';
    document.body.append(frame);
    this.frame = frame;
  }

  private tell(message: object): void {
    this.frame?.contentWindow?.postMessage(message, '*');
  }

  private finish(how: End): void {
    const ended = this.ended;
    this.ended = null;
    ended?.({ how, lines: this.lines });
  }

  private readonly heard = (event: MessageEvent): void => {
    if (event.source !== this.frame?.contentWindow) return;
    const told = readTold(event.data);
    if (told?.type === 'ready') this.isReady();
    if (told?.type === 'begun') this.onBegun();
    if (told?.type === 'line') {
      this.lines = [...this.lines, { stream: told.stream, text: told.text }];
      this.onLine(this.lines);
    }
    if (told?.type === 'end') this.finish(told.how);
  };
}
