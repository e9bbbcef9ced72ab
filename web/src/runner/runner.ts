import { Reader, type Json } from '../wire/reader';

export interface Line {
  stream: 'out' | 'err';
  text: string;
}
export type End = 'done' | 'failed' | 'timeout' | 'stopped';

const kLimitMs = 5000;
export const kEndWords: Record<End, string> = {
  done: 'Finished.',
  failed: 'Ended with an error.',
  timeout: 'Stopped after 5 seconds: it did not come to an end.',
  stopped: 'Stopped.',
};

export type FromFrame = { type: 'ready' } | ({ type: 'line' } & Line) | { type: 'end'; how: End };

/** What the frame says, checked: code in it could send anything. */
export function readFromFrame(value: Json): FromFrame | null {
  try {
    const reader = new Reader(value);
    switch (reader.text('type')) {
      case 'ready':
        return { type: 'ready' };
      case 'line':
        return {
          type: 'line',
          stream: reader.choice('stream', ['out', 'err']),
          text: reader.text('text'),
        };
      case 'end':
        return {
          type: 'end',
          how: reader.choice('how', ['done', 'failed', 'timeout', 'stopped']),
        };
      default:
        return null;
    }
  } catch {
    return null;
  }
}

/** Types are taken off, not checked: the interviewer reads the code, the machine only runs it. */
export async function plainScript(code: string, typed: boolean): Promise<string> {
  if (!typed) return code;
  const { transform } = await import('sucrase');
  return transform(code, { transforms: ['typescript'], disableESTransforms: true }).code;
}

/** Runs code in the sandboxed frame, one run at a time. */
export class Runner {
  private frame: HTMLIFrameElement | null = null;
  private ready: Promise<void> = Promise.resolve();
  private isReady: () => void = () => undefined;

  constructor(
    private readonly onLine: (line: Line) => void,
    private readonly onEnd: (how: End) => void,
  ) {}

  async run(code: string): Promise<void> {
    this.open();
    await this.ready;
    this.tell({ type: 'run', code, limit_ms: kLimitMs });
  }

  stop(): void {
    this.tell({ type: 'stop' });
  }

  destroy(): void {
    window.removeEventListener('message', this.heard);
    this.frame?.remove();
    this.frame = null;
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

  private readonly heard = (event: MessageEvent): void => {
    if (event.source !== this.frame?.contentWindow) return;
    const message = readFromFrame(event.data);
    if (message?.type === 'ready') this.isReady();
    if (message?.type === 'line') this.onLine({ stream: message.stream, text: message.text });
    if (message?.type === 'end') this.onEnd(message.how);
  };
}
