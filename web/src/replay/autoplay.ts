import type { LoopEvent } from '../wire/event';

const kShortMs = 900;
const kLongMs = 6000;
const kMsPerWord = 90;

/** How long one rests on an event when the loop plays by itself: by the words there are to read. */
export function restMs(event: LoopEvent | undefined): number {
  const body = event?.body;
  const text =
    body?.kind === 'AnswerGiven' || body?.kind === 'QuestionAsked' || body?.kind === 'RemarkMade'
      ? body.text
      : '';
  const words = text === '' ? 0 : text.split(/\s+/).length;
  return Math.min(kLongMs, kShortMs + words * kMsPerWord);
}
