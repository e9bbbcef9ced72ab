import { kTurnKinds, type TurnKind } from '../wire/event';
import { Reader } from '../wire/reader';
import type { Shelf } from './shelf';

/** Words on their way: kept until the server has acknowledged their key, over reloads too. */
export interface Saying {
  key: string;
  text: string;
  kind: TurnKind;
  /** More of the same turn follows. */
  partial?: boolean;
  /** Goes on with an answer; refused when the interviewer has cut in. */
  continues?: boolean;
  /** Milliseconds since the round began, of spoken words. */
  atMs?: number;
  untilMs?: number;
}

function readSaying(item: unknown, where: string): Saying {
  const reader = new Reader(item, where);
  return {
    key: reader.text('key'),
    text: reader.text('text'),
    kind: reader.choice('kind', kTurnKinds),
    ...(reader.flagOr('partial', false) ? { partial: true } : {}),
    ...(reader.flagOr('continues', false) ? { continues: true } : {}),
    ...(reader.has('atMs') ? { atMs: reader.whole('atMs') } : {}),
    ...(reader.has('untilMs') ? { untilMs: reader.whole('untilMs') } : {}),
  };
}

export class Outbox {
  private items: Saying[];

  constructor(
    private readonly shelf: Shelf,
    private readonly loop: string,
  ) {
    this.items = this.load();
  }

  all(): readonly Saying[] {
    return this.items;
  }

  add(...sayings: Saying[]): void {
    this.items = [...this.items, ...sayings];
    this.save();
  }

  /** The server has it, or refused it for good. */
  settle(key: string): void {
    this.items = this.items.filter((item) => item.key !== key);
    this.save();
  }

  private save(): void {
    const name = `outbox/${this.loop}`;
    if (this.items.length === 0) this.shelf.remove(name);
    else this.shelf.set(name, JSON.stringify(this.items));
  }

  private load(): Saying[] {
    const text = this.shelf.get(`outbox/${this.loop}`);
    if (text === null) return [];
    try {
      return new Reader({ items: JSON.parse(text) as unknown }).list('items', readSaying);
    } catch {
      return [];
    }
  }
}
