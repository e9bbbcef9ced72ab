import { readPanel, type Panel } from '../wire/panel';
import { Reader, type Json } from '../wire/reader';

/** What the server's checker says about a place of the file. */
export interface Problem {
  severity: 'error' | 'warning';
  line: number;
  column: number;
  id: string;
  message: string;
  hint: string;
}
export interface Checked {
  problems: Problem[];
  /** What the text means; null when there are errors. */
  panel: Panel | null;
  /** The same as the server gave it, with all its fields. */
  raw: Json;
}

function readProblem(value: Json, where: string): Problem {
  const reader = new Reader(value, where);
  return {
    severity: reader.choice('severity', ['error', 'warning'] as const),
    line: reader.numberOr('line', 0),
    column: reader.numberOr('column', 0),
    id: reader.text('id'),
    message: reader.text('message'),
    hint: reader.textOr('hint', ''),
  };
}

export function readChecked(value: Json): Checked {
  const reader = new Reader(value);
  return {
    problems: reader.list('problems', readProblem),
    panel: reader.optional('panel', readPanel),
    raw: reader.raw('panel') ?? null,
  };
}
