import { Reader } from '../wire/reader';
import type { Segment } from './segments';

/** What a way of listening reports. Times are those of `now`. */
export interface Ears {
  /** Words that may still change; shown, not kept. */
  hearing: (words: string) => void;
  heard: (segment: Segment) => void;
  /** The recording is over and being written down. */
  writing: () => void;
  ended: (trouble: string) => void;
}

export interface Listener {
  /** Ends the recording; what was said so far is still reported. */
  stop(): void;
}

interface SpeechAlternative {
  transcript: string;
}
interface SpeechResult {
  isFinal: boolean;
  0: SpeechAlternative;
}
interface SpeechEvent {
  resultIndex: number;
  results: { length: number; [index: number]: SpeechResult };
}
/** The part of the browser's SpeechRecognition that is used; TypeScript does not know it. */
interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: SpeechEvent) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}
type RecognitionMaker = new () => Recognition;

export function browserRecognition(): RecognitionMaker | null {
  const page = window as unknown as Record<string, RecognitionMaker | undefined>;
  return page['SpeechRecognition'] ?? page['webkitSpeechRecognition'] ?? null;
}

const kTroubles: Record<string, string> = {
  'not-allowed': 'The microphone is not allowed here. Allow it in the browser, or type.',
  'service-not-allowed': 'The browser’s recognition is switched off. Type, or set another way.',
  'audio-capture': 'No microphone was found.',
  network: 'The browser’s recognition cannot be reached. Type, or set another way.',
};

/** Live words by the browser's own recognition. */
export function listenInBrowser(make: RecognitionMaker, now: () => number, ears: Ears): Listener {
  const recognition = new make();
  recognition.lang = document.documentElement.lang || 'en';
  recognition.continuous = true;
  recognition.interimResults = true;
  let stopped = false;
  let trouble = '';
  let begunMs: number | null = null;
  recognition.onresult = (event) => {
    let hearing = '';
    for (let k = event.resultIndex; k < event.results.length; ++k) {
      const result = event.results[k]!;
      const words = result[0].transcript.trim();
      begunMs ??= now();
      if (result.isFinal && words) {
        ears.heard({ text: words, atMs: begunMs, untilMs: now() });
        begunMs = null;
      } else {
        hearing += ` ${words}`;
      }
    }
    ears.hearing(hearing.trim());
  };
  recognition.onerror = ({ error }) => {
    // Silence is no fault: the candidate may be thinking.
    if (error === 'no-speech' || error === 'aborted') return;
    trouble = kTroubles[error] ?? `The browser’s recognition failed (${error}).`;
    stopped = true;
  };
  recognition.onend = () => {
    if (stopped) ears.ended(trouble);
    else recognition.start();
  };
  recognition.start();
  return {
    stop: () => {
      stopped = true;
      recognition.stop();
    },
  };
}

function readTranscription(value: unknown, begunMs: number, untilMs: number): Segment[] {
  const reader = new Reader(value);
  const segments = reader.list('segments', (item, where): Segment => {
    const segment = new Reader(item, where);
    return {
      text: segment.text('text').trim(),
      atMs: begunMs + segment.whole('at_ms'),
      untilMs: begunMs + segment.whole('until_ms'),
    };
  });
  const said = segments.filter((segment) => segment.text !== '');
  const text = reader.textOr('text', '').trim();
  if (said.length > 0 || text === '') return said;
  return [{ text, atMs: begunMs, untilMs }];
}

async function writtenDown(loop: string, token: string, sound: Blob): Promise<unknown> {
  const answer = await fetch(`/loops/${encodeURIComponent(loop)}/transcription`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': sound.type },
    body: sound,
  });
  if (answer.ok) return (await answer.json()) as unknown;
  let why = `the server answered ${answer.status}`;
  try {
    const error = new Reader(new Reader(await answer.json()).raw('error'));
    why = [error.text('message'), error.textOr('hint', '')].filter(Boolean).join('. ');
  } catch {
    // Whatever stands before the server may answer in its own way.
  }
  throw new Error(`What you said could not be written down: ${why}.`);
}

/** Records, and has the server write it down when the candidate stops. */
export function listenByServer(
  loop: string,
  token: string,
  now: () => number,
  ears: Ears,
): Listener {
  let recorder: MediaRecorder | null = null;
  let wanted = true;
  const fail = (error: unknown): void =>
    ears.ended(
      error instanceof DOMException && error.name === 'NotAllowedError'
        ? kTroubles['not-allowed']!
        : error instanceof DOMException && error.name === 'NotFoundError'
          ? kTroubles['audio-capture']!
          : error instanceof Error
            ? error.message
            : String(error),
    );
  const begin = async (): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const release = (): void => stream.getTracks().forEach((track) => track.stop());
    if (!wanted) {
      release();
      ears.ended('');
      return;
    }
    const pieces: Blob[] = [];
    const made = new MediaRecorder(stream);
    const begunMs = now();
    made.ondataavailable = ({ data }) => pieces.push(data);
    made.onstop = () => {
      release();
      ears.writing();
      const untilMs = now();
      const sound = new Blob(pieces, { type: made.mimeType || 'audio/webm' });
      writtenDown(loop, token, sound)
        .then((answer) => {
          for (const segment of readTranscription(answer, begunMs, untilMs)) ears.heard(segment);
          ears.ended('');
        })
        .catch(fail);
    };
    made.start(1000);
    recorder = made;
  };
  begin().catch(fail);
  return {
    stop: () => {
      wanted = false;
      if (recorder?.state === 'recording') recorder.stop();
    },
  };
}

/** Whether this server writes down what was said. */
export async function serverListens(): Promise<boolean> {
  try {
    const answer = await fetch('/config.json');
    return answer.ok && new Reader(await answer.json()).flagOr('transcription', false);
  } catch {
    return false;
  }
}
