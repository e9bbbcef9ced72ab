import type { RoundState } from '../loop/state';
import type { Panel } from '../wire/panel';

/** What the code pad starts from in this round. */
export interface Task {
  coding: boolean;
  statement: string;
  starter: Record<string, string>;
}

export const kLanguages = ['python', 'javascript', 'typescript', 'other'] as const;
export type Language = (typeof kLanguages)[number];

/** The problem of the question last asked in the round; a coding round has a pad without one too. */
export function problemOf(panel: Panel | null, round: RoundState): Task {
  const asked = [...round.turns].reverse().find((turn) => turn.question)?.question;
  const problem = panel?.questions.find((item) => item.id === asked)?.problem ?? null;
  const kind = panel?.rounds.find((item) => item.id === round.id)?.kind ?? round.id;
  return {
    coding: problem !== null || kind === 'coding' || round.seat === 'coding',
    statement: problem?.statement ?? '',
    starter: problem?.starter ?? {},
  };
}
