import { tokenToRead } from '../keep/access';
import { knownLoops } from '../keep/tokens';
import { app } from '../shell/app.svelte';
import { explain } from '../socket';
import { RpcError } from '../wire/rpc';
import { readLoops, readSummary, type ListedLoop, type Summary } from '../wire/results';

/** docs/wire.md: not allowed to this caller. */
const kRefused = -32003;
/** Older loops are still in the log; the list is for going on. */
const kShown = 40;

/** The loops this browser can open, each with how far it has come. */
export class Loops {
  listed = $state.raw<readonly ListedLoop[] | null>(null);
  summaries = $state.raw<ReadonlyMap<string, Summary>>(new Map());
  /** Loops that are there and do not open with what is kept here. */
  closed = $state.raw<ReadonlySet<string>>(new Set());
  trouble = $state('');

  readonly waiting = $derived.by(
    () =>
      this.listed === null || this.summaries.size + this.closed.size < this.listed.length,
  );
  readonly open = $derived.by(() => this.withState((summary) => summary.verdict === null));
  readonly done = $derived.by(() => this.withState((summary) => summary.verdict !== null));

  async load(): Promise<void> {
    this.trouble = '';
    try {
      this.listed = (await this.ask())
        .sort((a, b) => b.startedMs - a.startedMs || (a.loop < b.loop ? 1 : -1))
        .slice(0, kShown);
      await Promise.all(this.listed.map((item) => this.look(item.loop)));
    } catch (error) {
      this.trouble = explain(error);
    }
  }

  /** On the server's own machine all loops; elsewhere those whose keys this browser keeps. */
  private async ask(): Promise<ListedLoop[]> {
    try {
      return readLoops(await app.socket.call('loop.list'));
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== kRefused) throw error;
      return knownLoops(app.shelf).map((loop) => ({ loop, startedMs: 0 }));
    }
  }

  private async look(loop: string): Promise<void> {
    try {
      const token = await tokenToRead(app.socket, app.shelf, loop);
      const summary = readSummary(await app.socket.call('loop.summary', { loop, token }));
      this.summaries = new Map(this.summaries).set(loop, summary);
    } catch {
      this.closed = new Set(this.closed).add(loop);
    }
  }

  private withState(is: (summary: Summary) => boolean): { item: ListedLoop; summary: Summary }[] {
    return (this.listed ?? []).flatMap((item) => {
      const summary = this.summaries.get(item.loop);
      return summary && is(summary) ? [{ item, summary }] : [];
    });
  }
}
