import { Reader, textItem, type Json } from './reader';
import { readRational, readRuling, type Ruling } from './verdict';

/** A panel or a sample candidate, as the lists give them. */
export interface Entry {
  name: string;
  title: string;
  targetLevel: string;
  detail: string;
  ladder: string[];
  /** Panels: a coach saved it on this server, so it may be saved again. */
  saved: boolean;
  /** Sample candidates: what the panel they were written for decides, where it is told. */
  verdict: Ruling | null;
}
export interface StartedLoop {
  loop: string;
  tokens: Record<string, string>;
}
export interface ListedLoop {
  loop: string;
  startedMs: number;
}
/** The chance at the target level after an answer or a step of the debrief. */
export interface ProgressPoint {
  seq: number;
  pTarget: number;
  /** Of the debrief; empty at an answer. */
  step: string;
}
/** How far a loop has come. */
export interface Summary {
  panel: string;
  title: string;
  candidate: string;
  targetLevel: string;
  rounds: { round: string; over: boolean }[];
  verdict: (Ruling & { targetLevel: string; shapley: Record<string, string> }) | null;
}

/** Lists come bare or under one name; both are read. */
function itemsOf(value: Json, key: string): Json[] {
  if (Array.isArray(value)) return value;
  return new Reader(value).list(key, (item) => item);
}

function readEntry(value: Json, where: string): Entry {
  if (typeof value === 'string') {
    return {
      name: value,
      title: value,
      targetLevel: '',
      detail: '',
      ladder: [],
      saved: false,
      verdict: null,
    };
  }
  const reader = new Reader(value, where);
  const name = reader.text('name');
  return {
    name,
    title: reader.textOr('title', name),
    targetLevel: reader.textOr('target_level', ''),
    detail: reader.textOr('detail', ''),
    ladder: reader.texts('ladder'),
    saved: reader.flagOr('saved', false),
    verdict: reader.optional('verdict', readRuling),
  };
}

export function readEntries(value: Json, key: string): Entry[] {
  return itemsOf(value, key).map((item, k) => readEntry(item, `/${k}`));
}

export function readStarted(value: Json): StartedLoop {
  const reader = new Reader(value);
  return { loop: reader.text('loop'), tokens: reader.map('tokens', textItem) };
}

function readListed(value: Json, where: string): ListedLoop {
  const reader = new Reader(value, where);
  return {
    loop: reader.text('loop'),
    startedMs: reader.numberOr('started_ms', 0),
  };
}

export function readLoops(value: Json): ListedLoop[] {
  return itemsOf(value, 'loops').map((item, k) => readListed(item, `/${k}`));
}

/** Answers after which nothing could be decided have no chance and are left out. */
export function readProgress(value: Json): ProgressPoint[] {
  return itemsOf(value, 'points').flatMap((item, k) => {
    const reader = new Reader(item, `/${k}`);
    const pTarget = reader.numberOrNull('p_target');
    const step = reader.textOr('step', '');
    return pTarget === null ? [] : [{ seq: reader.whole('seq'), pTarget, step }];
  });
}

function readBrief(value: Json, where: string): Summary['verdict'] {
  const reader = new Reader(value, where);
  const attribution = reader.optional('attribution', (item, at) => new Reader(item, at));
  return {
    ...readRuling(value, where),
    targetLevel: reader.textOr('target_level', ''),
    shapley: attribution?.map('shapley', readRational) ?? {},
  };
}

export function readSummary(value: Json): Summary {
  const reader = new Reader(value);
  return {
    panel: reader.textOr('panel', ''),
    title: reader.textOr('title', ''),
    candidate: reader.textOr('candidate', ''),
    targetLevel: reader.textOr('target_level', ''),
    rounds: reader.list('rounds', (item, where) => {
      const round = new Reader(item, where);
      return { round: round.text('round'), over: round.text('state') === 'over' };
    }),
    verdict: reader.optional('verdict', readBrief),
  };
}
