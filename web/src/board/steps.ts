import type { Json } from '../wire/reader';
import { named } from '../shell/words';

const kSentences = ['text', 'summary', 'resolution', 'reason', 'note'];
const kLongest = 160;

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a debrief step says in whole sentences. */
export function sentencesOf(detail: Json): string[] {
  if (!isObject(detail)) return [];
  return kSentences.flatMap((key) => {
    const value = detail[key];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
}

function inWords(value: Json): string {
  if (typeof value === 'string') return value.includes(' ') ? value : named(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.map((item) => named(item)).join(', ');
  }
  return '';
}

/** The rest of a step as short facts; what is nested deeper stays in the log. */
export function factsOf(detail: Json): [string, string][] {
  if (!isObject(detail)) return [];
  return Object.entries(detail).flatMap(([key, value]): [string, string][] => {
    if (kSentences.includes(key) || key === 'cards') return [];
    const words = inWords(value);
    return words === '' || words.length > kLongest ? [] : [[key, words]];
  });
}
