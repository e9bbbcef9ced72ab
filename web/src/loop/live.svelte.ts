import type { Socket, Words } from '../socket';
import type { LoopEvent } from '../wire/event';
import { apply } from './fold';
import { kEmptyLoop, type LoopState } from './state';

/** A loop followed live: its events and the state they fold to.
 *
 * Before the verdict a candidate's events leave out why the interviewer asked. The first verdict
 * therefore starts the log over once; what is on screen stays until the full log has caught up. */
export class LiveLoop {
  events = $state.raw<readonly LoopEvent[]>([]);
  state = $state.raw<LoopState>(kEmptyLoop);
  error = $state<Error | null>(null);
  /** What an interviewer is just saying; null once it is an event, or taken back. */
  words = $state.raw<Words | null>(null);
  /** What was heard as it was being said: it is not told word by word again. */
  heard = '';
  private arrived: LoopEvent[] = [];
  private folded: LoopState = kEmptyLoop;
  private shownFrom = 0;
  private readAgain = false;
  private flushing = false;
  private detach: () => void = () => undefined;

  constructor(
    private readonly socket: Socket,
    private readonly loop: string,
    private readonly token: string,
  ) {
    this.attach();
  }

  stop(): void {
    this.detach();
  }

  private attach(): void {
    this.arrived = [];
    this.folded = kEmptyLoop;
    this.detach = this.socket.attach(
      this.loop,
      this.token,
      0,
      (event) => this.take(event),
      (error) => (this.error = error),
      (words) => (this.words = words.text === '' ? null : words),
    );
  }

  private take(event: LoopEvent): void {
    this.arrived.push(event);
    this.folded = apply(this.folded, event);
    const { kind } = event.body;
    if (kind === 'QuestionAsked' || kind === 'RemarkMade' || kind === 'RoundFinished') {
      if (this.words) this.heard = this.words.text;
      this.words = null;
    }
    if (event.body.kind === 'VerdictReached' && !this.readAgain) {
      this.readAgain = true;
      this.show();
      this.shownFrom = event.seq;
      this.detach();
      this.attach();
      return;
    }
    if (this.flushing) return;
    this.flushing = true;
    // Many events come in one burst when a loop is opened; they are shown once.
    setTimeout(() => {
      this.flushing = false;
      if (this.folded.seq >= this.shownFrom) this.show();
    });
  }

  private show(): void {
    this.events = [...this.arrived];
    this.state = this.folded;
    this.error = null;
  }
}
