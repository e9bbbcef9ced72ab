import type { Job, Line, Told } from './messages';

const kLinesMax = 500;
const kLineCharsMax = 2000;

function tell(message: Told): void {
  (self as unknown as { postMessage(message: Told): void }).postMessage(message);
}

/** Lines of one run; what is beyond a screenful of screenfuls is left out, and said so. */
export class Output {
  private count = 0;

  line(stream: Line['stream'], text: string): void {
    this.count += 1;
    if (this.count < kLinesMax) {
      tell({ type: 'line', stream, text: text.slice(0, kLineCharsMax) });
    } else if (this.count === kLinesMax) {
      tell({ type: 'line', stream: 'err', text: `Only the first ${kLinesMax} lines are shown.` });
    }
  }
}

/** A language's memory grows through one call. Refused, it has no more, and says so in its own way:
 * a MemoryError, "out of memory". */
export function boundMemory(bytes: number): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65_536 > bytes) throw new RangeError('memory limit');
    return grow.call(this, pages);
  };
}

/** What a language does with a job; `begin` is called once it is loaded. Resolves to whether the
 * code itself ran through; a failed check is no failure. */
export type RunJob = (job: Job, output: Output, begin: () => void) => Promise<boolean>;

/** Says that it listens, then runs one job at a time. */
export function serve(run: RunJob): void {
  addEventListener('message', (event: MessageEvent<Job>) => {
    const job = event.data;
    const output = new Output();
    let begun = false;
    const begin = (): void => {
      begun = true;
      tell({ type: 'begun' });
    };
    run(job, output, begin).then(
      (well) => tell({ type: 'end', how: well ? 'done' : 'failed' }),
      (error: unknown) => {
        output.line('err', String(error));
        tell({ type: 'end', how: begun ? 'failed' : 'unavailable' });
      },
    );
  });
  tell({ type: 'ready' });
}
