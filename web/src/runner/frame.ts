// The script of the frame that runs a candidate's code. The frame has an opaque origin and reaches
// nothing but the language runtimes: no server, no storage, no page. Code runs in a worker, which
// is ended whatever it is doing when the time is up or the candidate says stop.
import type { End, Job, Runnable, Told } from './messages';

/** Of a language that does not load. */
const kLoadMsMax = 90_000;

const kWorkers: Record<Runnable, string> = { python: 'python.js', javascript: 'javascript.js' };

let worker: Worker | null = null;
let speaks: Runnable | null = null;
let loaded = false;
let running = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function tell(message: Told): void {
  parent.postMessage(message, '*');
}

function endWorker(): void {
  worker?.terminate();
  worker = null;
}

function end(how: End): void {
  clearTimeout(timer);
  if (!running) return;
  running = false;
  // Python takes seconds to load, so a worker that came to an end by itself is used again.
  if (how !== 'done' && how !== 'failed') endWorker();
  tell({ type: 'end', how });
}

/** A module worker cannot begin in an opaque origin, so a classic one imports the module. */
function open(language: Runnable): Worker {
  if (worker && speaks === language) return worker;
  endWorker();
  const module = new URL(kWorkers[language], import.meta.url).href;
  const source =
    `import(${JSON.stringify(module)}).catch((error) => ` +
    `postMessage({ type: 'line', stream: 'err', text: String(error) }) ?? ` +
    `postMessage({ type: 'end', how: 'unavailable' }));`;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const made = new Worker(address);
  URL.revokeObjectURL(address);
  speaks = language;
  loaded = false;
  worker = made;
  return made;
}

function run(job: Job): void {
  end('stopped');
  running = true;
  const made = open(job.language);
  made.onmessage = ({ data }: MessageEvent<Told>) => {
    if (made !== worker) return;
    if (data.type === 'ready') {
      loaded = true;
      made.postMessage(job);
    } else if (data.type === 'end') {
      end(data.how);
    } else {
      if (data.type === 'begun') {
        clearTimeout(timer);
        timer = setTimeout(() => end('timeout'), job.limitMs);
      }
      tell(data);
    }
  };
  made.onerror = () => end('unavailable');
  timer = setTimeout(() => end('unavailable'), kLoadMsMax);
  // What a worker is told before its module listens is lost; it says when it does.
  if (loaded) made.postMessage(job);
}

addEventListener('message', (event: MessageEvent<Job | { type: 'stop' }>) => {
  if (event.source !== parent) return;
  if (event.data.type === 'stop') end('stopped');
  else run(event.data);
});
tell({ type: 'ready' });
