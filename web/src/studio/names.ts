import type { Panel } from '../wire/panel';

/** What a panel file may refer to. */
export interface PanelNames {
  levels: readonly string[];
  labels: readonly string[];
  signals: readonly string[];
  seats: readonly string[];
  questions: readonly string[];
  panels: readonly string[];
  policies: readonly string[];
}

export const kPolicies = [
  'floor_ledger',
  'weighted_mean',
  'committee_consensus',
  'bar_raiser',
  'hiring_manager',
  'majority_grade',
  'unanimous',
  'champion',
  'mediating_assessments',
] as const;

/** Names of the panel as it last was without errors, inherited ones included. */
export function namesOf(panel: Panel | null, panels: readonly string[]): PanelNames {
  const ids = (items: readonly { id: string }[]): string[] => items.map((item) => item.id);
  return {
    levels: panel?.ladder ?? [],
    labels: panel?.scale.labels.map((item) => item.label) ?? [],
    signals: ids(panel?.signals ?? []),
    seats: ids(panel?.seats ?? []),
    questions: ids(panel?.questions ?? []),
    panels,
    policies: kPolicies,
  };
}
