import type { Step } from '../loop/state';
import { readStep, type StepDetail } from '../wire/step';

/** A part of the meeting: what is talked about, and the steps it took. */
export interface Chapter {
  id: string;
  title: string;
  /** Its first step, to jump to. */
  seq: number;
  steps: { seq: number; name: string; detail: StepDetail }[];
}

const kChapters: Record<string, [id: string, title: string]> = {
  envelopes_opened: ['table', 'The envelopes are opened'],
  table: ['table', 'The envelopes are opened'],
  repeated_strength: ['seen', 'What more than one seat saw'],
  repeated_concern: ['seen', 'What more than one seat saw'],
  contradiction: ['disagreed', 'Where they disagree'],
  seat_spoke: ['disagreed', 'Where they disagree'],
  revised: ['moved', 'Who moved, and why'],
  discussion_effect: ['moved', 'Who moved, and why'],
  committee_read: ['committee', 'The committee reads the packet'],
  floors: ['floors', 'The floors'],
  policy: ['policy', 'The policy'],
  level: ['level', 'The level'],
  verdict: ['verdict', 'The decision'],
};

/** The steps of a debrief as the chapters of a meeting, in the order they came. A step this page
 * does not know makes a chapter of its own. */
export function chaptersOf(steps: readonly Step[]): Chapter[] {
  const chapters: Chapter[] = [];
  for (const step of steps) {
    const [id, title] = kChapters[step.step] ?? [step.step, ''];
    const entry = { seq: step.seq, name: step.step, detail: readStep(step.step, step.detail) };
    const open = chapters.find((chapter) => chapter.id === id);
    if (open) open.steps.push(entry);
    else chapters.push({ id, title, seq: step.seq, steps: [entry] });
  }
  return chapters;
}
