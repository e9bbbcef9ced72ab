import type { RoundState } from '../loop/state';
import type { Runnable } from '../runner/messages';
import type { Panel } from '../wire/panel';

/** What the pad beside the talk is for in this round. */
export type PadKind = 'code' | 'drawing' | null;

/** What the code pad starts from: the problem asked last in the round, if any. */
export interface Task {
  /** The panel's question, or the round: what drafts are kept under. */
  id: string;
  statement: string;
  starter: Record<string, string>;
}

/** Languages to write in. Those with `runs` run in the page; the others are talked about. */
export const kLanguages = [
  { id: 'python', name: 'Python', runs: 'python' },
  { id: 'javascript', name: 'JavaScript', runs: 'javascript' },
  { id: 'typescript', name: 'TypeScript', runs: 'javascript' },
  { id: 'java', name: 'Java', runs: null },
  { id: 'cpp', name: 'C++', runs: null },
  { id: 'csharp', name: 'C#', runs: null },
  { id: 'go', name: 'Go', runs: null },
  { id: 'rust', name: 'Rust', runs: null },
  { id: 'sql', name: 'SQL', runs: null },
  { id: 'other', name: 'Another', runs: null },
] as const satisfies readonly { id: string; name: string; runs: Runnable | null }[];
export type Language = (typeof kLanguages)[number]['id'];

export function languageOf(id: string | null): (typeof kLanguages)[number] {
  return kLanguages.find((item) => item.id === id) ?? kLanguages[0];
}

/** The language a problem is first shown in: the one it has something to start from for. */
export function firstLanguage(task: Task): Language {
  return kLanguages.find((item) => task.starter[item.id] !== undefined)?.id ?? 'python';
}

function kindOf(panel: Panel | null, round: RoundState): string {
  return panel?.rounds.find((item) => item.id === round.id)?.kind ?? round.id;
}

export function taskOf(panel: Panel | null, round: RoundState): Task {
  for (const turn of [...round.turns].reverse()) {
    const problem = panel?.questions.find((item) => item.id === turn.question)?.problem;
    if (problem) {
      return { id: turn.question, statement: problem.statement, starter: problem.starter };
    }
  }
  return { id: round.id, statement: '', starter: {} };
}

/** A coding round has a pad for code even before a problem is asked. */
export function padOf(panel: Panel | null, round: RoundState): PadKind {
  const kind = kindOf(panel, round);
  if (kind === 'design' || round.seat === 'design') return 'drawing';
  if (kind === 'coding' || round.seat === 'coding') return 'code';
  return taskOf(panel, round).statement === '' ? null : 'code';
}
