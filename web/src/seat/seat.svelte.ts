import { tokensOf } from '../keep/tokens';
import { LiveLoop } from '../loop/live.svelte';
import { currentRound, type RoundState } from '../loop/state';
import { app } from '../shell/app.svelte';
import { explain } from '../socket';
import type { Question, Seat } from '../wire/panel';
import {
  dropDraft,
  feedbackOf,
  keepDraft,
  keptDraft,
  nextCardId,
  type Draft,
  type DraftCard,
  type DraftRating,
} from './draft';

/** A person's place in one seat of one loop: what is heard there, and what is written. */
export class SeatPlace {
  readonly live: LiveLoop;
  readonly known: boolean;
  draft = $state.raw<Draft>({ cards: [], ratings: {}, summary: '' });
  trouble = $state('');
  busy = $state(false);
  private readonly token: string;

  constructor(
    readonly loop: string,
    readonly id: string,
  ) {
    this.token = tokensOf(app.shelf, loop)[`seat:${id}`] ?? '';
    this.known = this.token !== '';
    this.live = new LiveLoop(app.socket, loop, this.token);
    this.draft = keptDraft(app.shelf, loop, id);
  }

  stop(): void {
    this.live.stop();
  }

  get seat(): Seat | null {
    return this.live.state.panel?.seats.find((item) => item.id === this.id) ?? null;
  }
  get rounds(): RoundState[] {
    return this.live.state.rounds.filter((round) => round.seat === this.id);
  }
  /** The seat's own round that is being held now. */
  get round(): RoundState | null {
    const round = currentRound(this.live.state);
    return round?.seat === this.id ? round : null;
  }
  get conducts(): boolean {
    return this.live.state.sitters[this.id]?.conducts ?? false;
  }
  /** The name under which the room knows whoever sits here. */
  get takenAs(): string {
    return this.live.state.sitters[this.id]?.name ?? '';
  }
  /** What became of the seat's feedback; null while it is still to be written. */
  get done() {
    return this.live.state.seats.find((item) => item.seat === this.id) ?? null;
  }
  /** The questions that the panel plans for the seat's rounds, with their round. */
  get plan(): { round: string; question: Question }[] {
    const panel = this.live.state.panel;
    return (panel?.rounds ?? [])
      .filter((round) => round.seat === this.id)
      .flatMap((round) =>
        round.questions.flatMap((id) => {
          const question = panel?.questions.find((item) => item.id === id);
          return question ? [{ round: round.id, question }] : [];
        }),
      );
  }
  /** The seat writes when its last round is over. */
  get mayWrite(): boolean {
    const planned = (this.live.state.panel?.rounds ?? []).filter((item) => item.seat === this.id);
    return planned.every((item) =>
      this.rounds.some((round) => round.id === item.id && round.finishedMs !== null),
    );
  }

  addCard(card: Omit<DraftCard, 'id'>): void {
    const added = { ...card, id: nextCardId(this.draft, this.id) };
    this.keep({ ...this.draft, cards: [...this.draft.cards, added] });
  }
  changeCard(id: string, change: Partial<DraftCard>): void {
    const cards = this.draft.cards.map((card) => (card.id === id ? { ...card, ...change } : card));
    this.keep({ ...this.draft, cards });
  }
  removeCard(id: string): void {
    this.keep({ ...this.draft, cards: this.draft.cards.filter((card) => card.id !== id) });
  }
  rate(signal: string, rating: DraftRating): void {
    this.keep({ ...this.draft, ratings: { ...this.draft.ratings, [signal]: rating } });
  }
  summarise(summary: string): void {
    this.keep({ ...this.draft, summary });
  }

  take(conducts: boolean, name: string): Promise<boolean> {
    return this.command('seat.take', { seat: this.id, conducts, name });
  }
  ask(text: string, question: string): Promise<boolean> {
    return this.command('seat.ask', {
      seat: this.id,
      text,
      ...(question ? { question } : {}),
    });
  }
  finishRound(): Promise<boolean> {
    return this.command('loop.finish_round', {});
  }
  async seal(): Promise<void> {
    const signals = this.seat?.signals ?? [];
    const feedback = feedbackOf(this.draft, this.id, signals);
    if (await this.command('seat.submit', { seat: this.id, feedback })) {
      dropDraft(app.shelf, this.loop, this.id);
    }
  }
  async abstain(reason: string): Promise<void> {
    const feedback = { seat: this.id, rater: '', abstained: reason, ratings: [], cards: [], summary: '' };
    if (await this.command('seat.submit', { seat: this.id, feedback })) {
      dropDraft(app.shelf, this.loop, this.id);
    }
  }

  private keep(draft: Draft): void {
    this.draft = draft;
    keepDraft(app.shelf, this.loop, this.id, draft);
  }

  /** Sent under one key, over reconnections too; true when the server has it. */
  private async command(method: string, params: object): Promise<boolean> {
    this.busy = true;
    this.trouble = '';
    try {
      const key = crypto.randomUUID();
      const { loop, token } = this;
      await app.socket.call(method, { loop, token, key, ...params });
      return true;
    } catch (error) {
      this.trouble = explain(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
