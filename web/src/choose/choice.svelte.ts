import { app } from '../shell/app.svelte';
import { explain } from '../socket';
import { readPanel, type Panel } from '../wire/panel';
import { Reader } from '../wire/reader';
import type { Entry } from '../wire/results';

const kFirst = 'senior-backend';
const kLadder = ['junior', 'mid', 'senior', 'staff', 'principal'];

/** The panel that a form is about and the level aimed at. Made while a component is. */
export class PanelChoice {
  panel = $state.raw<Panel | null>(null);
  trouble = $state('');
  private chosen = $state('');
  private aimed = $state('');

  readonly name = $derived.by(() => {
    const entries = this.entries() ?? [];
    return this.chosen || (entries.find((item) => item.name === kFirst) ?? entries[0])?.name || '';
  });
  private readonly entry = $derived.by(() =>
    this.entries()?.find((item) => item.name === this.name),
  );
  readonly ladder = $derived.by(() => {
    const told = this.panel?.ladder ?? this.entry?.ladder ?? [];
    return told.length > 0 ? told : kLadder;
  });
  readonly level = $derived.by(() =>
    this.ladder.includes(this.aimed)
      ? this.aimed
      : this.entry?.targetLevel || this.panel?.targetLevel || 'senior',
  );

  /** @param entries the panels to choose from; null while they are asked for */
  constructor(private readonly entries: () => readonly Entry[] | null) {
    $effect(() => {
      if (this.name) this.load(this.name);
    });
  }

  choose(name: string): void {
    this.chosen = name;
    this.aimed = '';
  }
  aim(level: string): void {
    this.aimed = level;
  }

  private load(name: string): void {
    this.panel = null;
    this.trouble = '';
    app.socket.call('panel.get', { name }).then(
      (result) => {
        if (name === this.name) this.panel = readPanel(new Reader(result).raw('panel'), '/panel');
      },
      (error: unknown) => {
        if (name === this.name) this.trouble = explain(error);
      },
    );
  }
}
