import { Outbox, type Saying } from '../keep/outbox';
import { keepTokens, tokensOf } from '../keep/tokens';
import { LiveLoop } from '../loop/live.svelte';
import { currentRound, phaseOf } from '../loop/state';
import { app } from '../shell/app.svelte';
import { explain } from '../socket';
import type { Segment } from '../speech/segments';
import type { TurnKind } from '../wire/event';
import { Reader, textItem } from '../wire/reader';
import { RpcError } from '../wire/rpc';

const kCutIn = 'loop.128';
const kOtherRound = 'loop.126';

/** How often the server is told of work under way; it looks for silence as often. */
const kWorkEveryMs = 10_000;

/** The candidate's side of one loop: what was said, what is on its way, what goes wrong. */
export class Talk {
  readonly live: LiveLoop;
  readonly known: boolean;
  trouble = $state('');
  readonly token: string;
  private workedMs = 0;
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
    this.put({ key: crypto.randomUUID(), text, kind });
  }

  /** Spoken words, in parts that keep the pauses between them. The interviewer may cut in between
   * two parts; what was not heard by then comes back into the draft. */
  sayTimed(segments: readonly Segment[]): void {
    const last = segments.length - 1;
    this.put(
      ...segments.map(
        (segment, k): Saying => ({
          key: crypto.randomUUID(),
          text: segment.text,
          kind: 'speech',
          partial: k < last,
          continues: k > 0,
          atMs: segment.atMs,
          untilMs: segment.untilMs,
        }),
      ),
    );
  }

  /** What a run did, with the code when it has changed; the interviewer reacts to both at once. */
  showRun(code: string, report: string): void {
    const run: Saying = { key: crypto.randomUUID(), text: report, kind: 'run' };
    if (code === '') this.put(run);
    else this.put({ key: crypto.randomUUID(), text: code, kind: 'code', partial: true }, run);
  }

  /** The named round, so that a click that crosses with its end does not end the next one. */
  finishRound(round: string): Promise<void> {
    return this.command('loop.finish_round', { round });
  }

  skipRound(round: string): Promise<void> {
    return this.command('loop.skip_round', { round });
  }

  finish(): Promise<void> {
    return this.command('loop.finish');
  }

  pause(): Promise<void> {
    return this.command('loop.pause');
  }

  resume(): Promise<void> {
    return this.command('loop.resume');
  }

  /** A key or a pointer was used in the room: the candidate writes or draws, and is not silent. */
  atWork(): void {
    const now = Date.now();
    if (!this.round || this.round.paused || now - this.workedMs < kWorkEveryMs) return;
    this.workedMs = now;
    const params = { loop: this.loop, token: this.token };
    // Nothing is lost with it: the next one says the same.
    app.socket.call('loop.work', params, false).catch(() => undefined);
  }

  /** Another loop with this one's panel. @return its id; empty when it was refused */
  async redo(): Promise<string> {
    this.trouble = '';
    try {
      // Whoever practises alone is the coach, too, and goes on as both.
      const token = tokensOf(app.shelf, this.loop)['coach'] ?? this.token;
      const params = { loop: this.loop, token };
      const started = new Reader(await app.socket.call('loop.redo', params, false));
      const loop = started.text('loop');
      keepTokens(app.shelf, loop, started.map('tokens', textItem));
      return loop;
    } catch (error) {
      this.trouble = explain(error);
      return '';
    }
  }

  /** The checks of a problem by language; none when it is not the one that was asked. */
  async testsOf(question: string): Promise<Record<string, string>> {
    try {
      const params = { loop: this.loop, token: this.token };
      const problem = new Reader(await app.socket.call('loop.problem', params));
      return problem.text('question') === question ? problem.map('tests', textItem) : {};
    } catch {
      return {};
    }
  }

  private async command(method: string, more: object = {}): Promise<void> {
    this.trouble = '';
    try {
      const key = crypto.randomUUID();
      await app.socket.call(method, { loop: this.loop, token: this.token, key, ...more });
    } catch (error) {
      // The round was over already: what was wanted has happened.
      if (error instanceof RpcError && error.id === kOtherRound) return;
      this.trouble = explain(error);
    }
  }

  private put(...sayings: Saying[]): void {
    this.outbox.add(...sayings);
    this.sent = this.outbox.all();
    for (const saying of sayings) void this.send(saying);
  }

  private async send(saying: Saying): Promise<void> {
    this.trouble = '';
    const { key, text, kind, partial, continues, atMs, untilMs } = saying;
    const who = { loop: this.loop, token: this.token };
    const times = atMs === undefined ? {} : { at_ms: atMs, until_ms: untilMs };
    try {
      const flags = { ...(partial ? { partial } : {}), ...(continues ? { continues } : {}) };
      await app.socket.call('loop.say', { ...who, key, text, kind, ...flags, ...times });
    } catch (error) {
      const cut = error instanceof RpcError && error.id === kCutIn;
      this.trouble = cut
        ? 'The interviewer cut in. What you had not said by then is back in your draft.'
        : `Not said: “${text.slice(0, 60)}”. ${explain(error)}`;
      this.giveBack(saying);
    }
    this.outbox.settle(key);
    this.sent = this.outbox.all();
  }

  /** Refused words go back to where they were written; they are never lost. Code, runs and
   * drawings stand in their pads still. */
  private giveBack(saying: Saying): void {
    if (saying.kind !== 'speech') return;
    const name = `draft/${this.loop}`;
    const draft = app.shelf.get(name) ?? '';
    const returned = saying.continues && draft ? `${draft} ${saying.text}` : saying.text;
    const whole = saying.continues || !draft ? returned : `${saying.text}\n\n${draft}`;
    app.shelf.set(name, whole);
    this.returned += 1;
  }

  /** Counts returned words, so that the input reads its draft again. */
  returned = $state(0);
}
