import type { Path } from './edit';
import type { Section } from './outline';
import type { PanelNames } from './names';
import type { Json } from '../wire/reader';

/** One value of a panel file that a form shows. */
export interface Field {
  path: Path;
  label: string;
  kind: 'text' | 'prose' | 'number' | 'choice' | 'many' | 'lines';
  /** choice and many. */
  options?: readonly string[];
  min?: number;
  max?: number;
  step?: number;
}
export interface Group {
  title: string;
  fields: Field[];
  /** Shown only when it is asked for. */
  folded?: boolean;
}

type Make = (path: Path, label: string, more?: Partial<Field>) => Field;
const text: Make = (path, label) => ({ path, label, kind: 'text' });
const prose: Make = (path, label) => ({ path, label, kind: 'prose' });
const lines: Make = (path, label) => ({ path, label, kind: 'lines' });
const number = (path: Path, label: string, min: number, max: number, step = 1): Field => ({
  ...{ path, label, min, max, step },
  kind: 'number',
});
const choice = (path: Path, label: string, options: readonly string[]): Field => ({
  ...{ path, label, options },
  kind: 'choice',
});
const many = (path: Path, label: string, options: readonly string[]): Field => ({
  ...{ path, label, options },
  kind: 'many',
});

export function panelGroups(names: PanelNames, raw: Json): Group[] {
  const policy = effective(raw, ['policy', 'id']) === undefined ? ['policy'] : ['policy', 'id'];
  return [
    {
      title: 'The panel',
      fields: [
        text(['title'], 'Title'),
        text(['role'], 'Role'),
        choice(['target_level'], 'Target level', names.levels),
        choice(policy, 'Policy', names.policies),
        prose(['usual_rejection'], 'The usual reason for a rejection'),
        prose(['notes'], 'Notes'),
      ],
    },
  ];
}

function signalGroups(at: Path, names: PanelNames, level: string): Group[] {
  return [
    {
      title: 'What it is',
      fields: [
        prose([...at, 'meaning'], 'Meaning'),
        many([...at, 'owner'], 'Seats whose rating counts', names.seats),
        prose([...at, 'usual_rejection'], 'The usual reason to fail here'),
      ],
    },
    {
      title: 'Weight, per mille by level',
      fields: names.levels.map((step) => number([...at, 'weights', step], step, 0, 1000, 10)),
    },
    {
      title: 'Floor, the lowest rating that passes',
      fields: names.levels.map((step) => choice([...at, 'floors', step], step, names.labels)),
    },
    {
      title: `Anchors at ${level}`,
      folded: true,
      fields: names.labels.map((label) => prose([...at, 'anchors', level, label], label)),
    },
    {
      title: 'One level down',
      folded: true,
      fields: [
        number([...at, 'relief'], 'Relief, thousandths of a rating', 0, 11_000, 50),
        number([...at, 'compensable'], 'Concern that others may cover, per mille', 0, 1000, 50),
      ],
    },
  ];
}

function seatGroups(at: Path, names: PanelNames): Group[] {
  const persona = [...at, 'persona'];
  return [
    {
      title: 'The seat',
      fields: [
        text([...at, 'title'], 'Title'),
        choice([...at, 'kind'], 'Who sits there', ['agent', 'model', 'human']),
        many([...at, 'signals'], 'Signals it owns', names.signals),
      ],
    },
    {
      title: 'Persona',
      fields: [
        number([...persona, 'strictness'], 'Strictness, rating steps; above 0 is harsh', -2, 2, 0.1),
        number([...persona, 'probing'], 'Follow-ups per question at most', 0, 6),
        number([...persona, 'patience', 'words'], 'Patience, words without a point', 20, 5000, 10),
        number([...persona, 'patience', 'seconds'], 'Patience, seconds of silence', 5, 3600, 5),
        number([...persona, 'warmth'], 'Warmth, 0 curt to 1 warm', 0, 1, 0.1),
        number([...persona, 'stubbornness'], 'Stubbornness in the debrief', 0, 1, 0.1),
        number([...persona, 'loudness'], 'Loudness in the debrief', 0, 1, 0.1),
      ],
    },
    {
      title: 'When nobody delivers',
      folded: true,
      fields: [
        number([...at, 'deadline_minutes'], 'A person’s deadline in minutes; 0 is never', 0, 100_000),
        choice([...at, 'fallback'], 'A model that fails', ['take_over', 'abstain']),
      ],
    },
  ];
}

function questionGroups(at: Path, names: PanelNames): Group[] {
  return [
    {
      title: 'The question',
      fields: [
        prose([...at, 'ask'], 'What is asked'),
        many([...at, 'signals'], 'Speaks to', names.signals),
        lines([...at, 'looks_for'], 'What a good answer reaches, one point a line'),
        lines([...at, 'challenges'], 'Challenges to a claim, one a line'),
      ],
    },
  ];
}

export function groupsFor(section: Section, id: string, names: PanelNames, level: string): Group[] {
  const at: Path = [section, { id }];
  switch (section) {
    case 'signals':
      return signalGroups(at, names, level);
    case 'seats':
      return seatGroups(at, names);
    case 'rounds':
      return [
        {
          title: 'The round',
          fields: [
            choice([...at, 'seat'], 'Seat', names.seats),
            number([...at, 'minutes'], 'Minutes', 1, 480, 5),
            many([...at, 'questions'], 'Questions, in the order they are asked', names.questions),
          ],
        },
      ];
    case 'questions':
      return questionGroups(at, names);
  }
}

/** What holds at a path once base and defaults are counted in; undefined when nothing does. */
export function effective(raw: Json, path: Path): Json {
  let value: Json = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (typeof step === 'string') value = (value as Record<string, Json>)[step];
    else {
      value = Array.isArray(value)
        ? value.find((item: Json) => effective(item, ['id']) === step.id)
        : undefined;
    }
  }
  return value;
}
