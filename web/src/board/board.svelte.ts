import { LiveLoop } from '../loop/live.svelte';
import { foldUntil } from '../loop/fold';
import { roundOfCard, type LoopState, type Variation } from '../loop/state';
import { tokensOf } from '../keep/tokens';
import { restMs } from '../replay/autoplay';
import { chapterStop, nextStop, previousStop, stopsOf } from '../replay/cursor';
import type { Command } from '../replay/keyboard';
import { bandsOf } from '../replay/places';
import { chanceAt, turningPointsOf } from '../replay/turningPoints';
import { app } from '../shell/app.svelte';
import { explain } from '../socket';
import { withChange } from '../tree/changes';
import { kMain, readPath, writePath, type Path } from '../tree/path';
import { writeChange, type Change } from '../wire/change';
import type { LoopEvent } from '../wire/event';
import type { Card } from '../wire/feedback';
import { Reader } from '../wire/reader';
import { readProgress, type ProgressPoint } from '../wire/results';

/** Longer names are cut; the changes themselves say the rest. */
const kNameMax = 60;

/** What can happen to a line; its changes and its verdict stay. */
export interface LineChange {
  name?: string;
  promoted?: boolean;
  demoted?: boolean;
  deleted?: boolean;
  restored?: boolean;
}

/** One loop on the board: everything shown derives from the events and one path. */
export class BoardState {
  readonly live: LiveLoop;
  path = $state.raw<Path>({ seq: Infinity, variation: '', card: '', beside: '' });
  playing = $state(false);
  busy = $state(false);
  trouble = $state('');
  progress = $state.raw<readonly ProgressPoint[]>([]);
  /** The line deleted last, while that can be undone from here. */
  undoable = $state('');
  /** Changes of the what-if that is being put together. */
  changes = $state.raw<readonly Change[]>([]);
  /** The line that the address named at first, until it has come with the log. */
  awaited = $state('');
  /** There is no such line. */
  lineMissing = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = false;

  readonly stops = $derived.by(() => stopsOf(this.live.events));
  readonly last = $derived.by(() => this.stops[this.stops.length - 1] ?? 0);
  readonly seq = $derived.by(() => Math.min(this.path.seq, this.last));
  readonly atEnd = $derived.by(() => this.seq >= this.last);
  /** The loop as it stood at the cursor; at the end with all that came after the verdict. */
  readonly view: LoopState = $derived.by(() =>
    this.atEnd ? this.live.state : foldUntil(this.live.events, this.seq),
  );
  readonly bands = $derived.by(() => bandsOf(this.live.events, this.stops));
  readonly turns = $derived.by(() => turningPointsOf(this.progress));
  readonly variation: Variation | null = $derived.by(
    () => this.live.state.variations.find((item) => item.id === this.path.variation) ?? null,
  );

  constructor(
    readonly loop: string,
    readonly token: string,
    first: string,
    readonly mayChange: boolean,
  ) {
    this.live = new LiveLoop(app.socket, loop, token);
    if (first) this.open(first);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.live.stop();
  }

  /** Shows what an address names: the one the board was opened by, or another put in its place. */
  open(address: string): void {
    this.play(false);
    this.path = readPath(address, Number.MAX_SAFE_INTEGER);
    this.lineMissing = false;
    this.awaited = this.variation ? '' : this.path.variation;
    if (this.awaited) void this.lookForLine(this.awaited);
  }

  /** Moves to a place; everything else follows from it. */
  jump(change: Partial<Path>): void {
    const seq = change.seq ?? this.path.seq;
    const next = { ...this.path, card: '', ...change, seq: seq >= this.last ? Infinity : seq };
    // Beside itself there is nothing to see.
    if (next.beside === (next.variation || kMain)) next.beside = '';
    this.path = next;
    const shown = { ...this.path, seq: this.seq };
    history.replaceState(null, '', `#/board/${this.loop}/${writePath(shown)}`);
  }

  command(command: Command): void {
    if (command === 'play') return this.play(!this.playing);
    this.play(false);
    this.jump({ seq: this.targetOf(command) });
  }

  play(on: boolean): void {
    clearTimeout(this.timer);
    this.playing = on;
    if (!on) return;
    if (this.atEnd) this.jump({ seq: this.stops[0] ?? 0 });
    this.rest();
  }

  /** Shows the words a card quotes. */
  showCard(card: Card): void {
    this.jump({ card: card.id });
  }

  cardById(id: string): { card: Card; seat: string; round: string } | null {
    for (const feedback of this.live.state.feedback ?? []) {
      const card = feedback.cards.find((item) => item.id === id);
      if (card) {
        const round = roundOfCard(this.live.state, feedback.seat, card);
        return { card, seat: feedback.seat, round };
      }
    }
    return null;
  }

  /** Asks once, when the loop is decided; a server without the method leaves the graph away. */
  async askProgress(): Promise<void> {
    if (this.asked) return;
    this.asked = true;
    try {
      const params = { loop: this.loop, token: this.token };
      this.progress = readProgress(await app.socket.call('loop.progress', params));
    } catch {
      this.progress = [];
    }
  }

  /** An address may name a line that was deleted, or never was. */
  private async lookForLine(id: string): Promise<void> {
    try {
      const { loop, token } = this;
      const listed = new Reader(await app.socket.call('variation.list', { loop, token }));
      const ids = listed.list('variations', (item, at) => new Reader(item, at).text('variation'));
      this.lineMissing = !ids.includes(id);
    } catch {
      this.lineMissing = true;
    }
    if (this.lineMissing) this.awaited = '';
  }

  eventAt(seq: number): LoopEvent | undefined {
    return this.live.events.find((event) => event.seq === seq);
  }

  /** The chance at the target level as it stood at a place; null where nobody can tell. */
  chanceAt(seq: number): number | null {
    return chanceAt(this.progress, seq);
  }

  add(change: Change): void {
    this.changes = withChange(this.changes, change);
  }

  remove(change: Change): void {
    this.changes = this.changes.filter((item) => item !== change);
  }

  /** Has the server decide anew; true when there is a new line to look at. */
  async decide(changes: readonly Change[], name: string): Promise<boolean> {
    this.busy = true;
    this.trouble = '';
    try {
      const params = {
        loop: this.loop,
        token: this.token,
        ...(this.path.variation ? { parent: this.path.variation } : {}),
        ...(name ? { name: name.slice(0, kNameMax) } : {}),
        changes: changes.map(writeChange),
      };
      const result = new Reader(await app.socket.call('variation.create', params, false));
      this.jump({ seq: this.last, variation: result.textOr('variation', '') });
      this.changes = [];
      return true;
    } catch (error) {
      this.trouble = explain(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Renames, stars or deletes the line that is shown; the log keeps what it was. */
  async changeVariation(variation: string, change: LineChange): Promise<void> {
    this.trouble = '';
    try {
      const { loop, token } = this;
      await app.socket.call('variation.change', { loop, token, variation, ...change }, false);
      this.undoable = change.deleted ? variation : '';
      if (change.deleted && this.path.variation === variation) this.jump({ variation: '' });
      if (change.deleted && this.path.beside === variation) this.jump({ beside: '' });
      if (change.restored) this.jump({ variation });
    } catch (error) {
      this.trouble = explain(error);
    }
  }

  /** An address that opens this place for others: it may look and not change anything. Without a
   * key of this loop in the browser it opens on this machine only. */
  shareLink(): string {
    const observer = tokensOf(app.shelf, this.loop)['observer'];
    const query = observer ? `?token=${encodeURIComponent(observer)}` : '';
    const shown = writePath({ ...this.path, seq: this.seq });
    const { origin, pathname } = window.location;
    return `${origin}${pathname}#/board/${this.loop}/${shown}${query}`;
  }

  /** The printable report as the server writes it. */
  async report(format: 'html' | 'md'): Promise<Blob> {
    const answer = await fetch(`loops/${this.loop}/report?format=${format}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return answer.blob();
  }

  private targetOf(command: Command): number {
    switch (command) {
      case 'next':
        return nextStop(this.stops, this.seq);
      case 'previous':
        return previousStop(this.stops, this.seq);
      case 'next_chapter':
        return chapterStop(this.live.events, this.seq, 1);
      case 'previous_chapter':
        return chapterStop(this.live.events, this.seq, -1);
      case 'first':
        return this.stops[0] ?? 0;
      default:
        return this.last;
    }
  }

  private rest(): void {
    const event = this.eventAt(this.seq);
    this.timer = setTimeout(() => {
      this.jump({ seq: nextStop(this.stops, this.seq) });
      if (this.atEnd) this.playing = false;
      else this.rest();
    }, restMs(event));
  }
}
