import { Outbox, type Saying } from '../keep/outbox';
import { tokensOf } from '../keep/tokens';
import { LiveLoop } from '../loop/live.svelte';
import { currentRound, phaseOf } from '../loop/state';
import { app } from '../shell/app.svelte';
import { explain } from '../socket';
import type { TurnKind } from '../wire/event';

/** The candidate's side of one loop: what was said, what is on its way, what goes wrong. */
export class Talk {
  readonly live: LiveLoop;
  readonly known: boolean;
  trouble = $state('');
  private readonly token: string;
  private readonly outbox: Outbox;
  private sent = $state.raw<readonly Saying[]>([]);

  constructor(private readonly loop: string) {
    const tokens = tokensOf(app.shelf, loop);
    this.token = tokens['candidate'] ?? tokens['coach'] ?? '';
    this.known = this.token !== '';
    this.live = new LiveLoop(app.socket, loop, this.token);
    this.outbox = new Outbox(app.shelf, loop);
    this.sent = this.outbox.all();
    for (const saying of this.sent) void this.send(saying);
  }

  stop(): void {
    this.live.stop();
  }

  get round() {
    return currentRound(this.live.state);
  }

  get phase() {
    return phaseOf(this.live.state);
  }

  /** Said but not in the log yet. */
  get onTheWay(): readonly Saying[] {
    return this.sent.filter((saying) => !this.live.state.keys.has(saying.key));
  }

  say(text: string, kind: TurnKind): void {
    const saying: Saying = { key: crypto.randomUUID(), text, kind };
    this.outbox.add(saying);
    this.sent = this.outbox.all();
    void this.send(saying);
  }

  async finishRound(): Promise<void> {
    await this.command('loop.finish_round');
  }

  async finish(): Promise<void> {
    await this.command('loop.finish');
  }

  private async command(method: string): Promise<void> {
    this.trouble = '';
    try {
      const key = crypto.randomUUID();
      await app.socket.call(method, { loop: this.loop, token: this.token, key });
    } catch (error) {
      this.trouble = explain(error);
    }
  }

  private async send(saying: Saying): Promise<void> {
    this.trouble = '';
    try {
      const { key, text, kind } = saying;
      await app.socket.call('loop.say', { loop: this.loop, token: this.token, key, text, kind });
    } catch (error) {
      this.trouble = `Not said: “${saying.text.slice(0, 60)}”. ${explain(error)}`;
      this.giveBack(saying);
    }
    this.outbox.settle(saying.key);
    this.sent = this.outbox.all();
  }

  /** Refused words go back to where they were written; they are never lost. */
  private giveBack(saying: Saying): void {
    const name = `draft/${this.loop}`;
    const draft = app.shelf.get(name) ?? '';
    app.shelf.set(name, draft ? `${saying.text}\n\n${draft}` : saying.text);
    this.returned += 1;
  }

  /** Counts returned words, so that the input reads its draft again. */
  returned = $state(0);
}
