import { isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import type { Panel } from '../wire/panel';

export const kSections = ['signals', 'seats', 'rounds', 'questions'] as const;
export type Section = (typeof kSections)[number];

export interface OutlineItem {
  id: string;
  /** Where it stands in this file; null: it comes from the base. */
  offset: number | null;
}
export type Outline = Record<Section, OutlineItem[]>;

/** What a panel consists of, and where each part stands in the text. Parts that only the base has
 * are named too: changing one writes an override here. */
export function outlineOf(text: string, panel: Panel | null): Outline {
  const document = parseDocument(text);
  const section = (name: Section): OutlineItem[] => {
    const list = isMap(document.contents) ? document.contents.get(name, true) : null;
    const here = new Map<string, number>();
    for (const item of isSeq(list) ? list.items : []) {
      const id = isMap(item) ? item.get('id', true) : null;
      if (isScalar(id) && typeof id.value === 'string') {
        here.set(id.value, (item as Node).range?.[0] ?? 0);
      }
    }
    const all = (panel?.[name] ?? []).map((item) => item.id);
    const ids = [...all, ...[...here.keys()].filter((id) => !all.includes(id))];
    return ids.map((id) => ({ id, offset: here.get(id) ?? null }));
  };
  return {
    signals: section('signals'),
    seats: section('seats'),
    rounds: section('rounds'),
    questions: section('questions'),
  };
}

/** An id that no part of the section has yet: "question-2". */
export function freshId(outline: Outline, section: Section): string {
  const base = section.slice(0, -1);
  const taken = new Set(outline[section].map((item) => item.id));
  for (let k = 1; ; ++k) {
    if (!taken.has(`${base}-${k}`)) return `${base}-${k}`;
  }
}
