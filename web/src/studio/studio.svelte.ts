import { knownLoops, tokensOf } from '../keep/tokens';
import { app } from '../shell/app.svelte';
import { explain } from '../socket';
import type { Panel } from '../wire/panel';
import { Reader, type Json } from '../wire/reader';
import { readEntries, type Entry } from '../wire/results';
import { applySplice, removeValue, setValue, valueAt, type Path, type Splice, type Value } from './edit';
import { namesOf } from './names';
import { outlineOf } from './outline';
import { readChecked, type Problem } from './problems';

const kCheckAfterMs = 350;
const kStart = `format: halfstep/panel
version: 1
name: my-panel
title: My panel
# A base of the library; what is written here is laid over it.
extends: senior-backend
`;

/** Who may write: the machine's owner, else the coach of a loop that this browser knows. */
interface Pen {
  token: string;
  loop?: string;
}

/** One panel file on the desk: its text, what the server's checker says of it, what is saved. */
export class StudioState {
  text = $state('');
  savedText = $state('');
  /** The name it is saved under here; empty: not saved here yet. */
  savedName = $state('');
  version = $state(0);
  problems = $state.raw<readonly Problem[]>([]);
  panel = $state.raw<Panel | null>(null);
  raw = $state.raw<Json>(null);
  checking = $state(false);
  ready = $state(false);
  trouble = $state('');
  /** Unsaved words of an earlier visit were put back. */
  restored = $state(false);
  entries = $state.raw<readonly Entry[]>([]);
  /** The editor is told of changes that do not come from it. */
  onSplice: (splice: Splice) => void = () => undefined;
  onProblems: (problems: readonly Problem[]) => void = () => undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  readonly dirty = $derived(this.text !== this.savedText);
  readonly names = $derived(
    namesOf(
      this.panel,
      this.entries.map((item) => item.name),
    ),
  );
  readonly outline = $derived(outlineOf(this.text, this.panel));
  readonly errors = $derived(this.problems.filter((item) => item.severity === 'error').length);

  constructor(readonly opened: string) {}

  /** The name the text gives itself. */
  get name(): string {
    const name = valueAt(this.text, ['name']);
    return typeof name === 'string' ? name : '';
  }
  /** The library panel that a dry run is held against: the base, else the file as it was opened. */
  get base(): string {
    const base = valueAt(this.text, ['extends']);
    return typeof base === 'string' ? base : this.opened;
  }

  async open(): Promise<void> {
    try {
      this.entries = readEntries(await app.socket.call('panel.list'), 'panels');
      let text = kStart;
      if (this.opened) {
        const got = new Reader(await app.socket.call('panel.get', { name: this.opened }));
        text = got.text('text');
        if (got.flagOr('saved', false)) {
          this.savedName = this.opened;
          this.version = got.numberOr('version', 0);
        }
      }
      this.savedText = text;
      const draft = app.shelf.get(this.draftName);
      this.restored = draft !== null && draft !== text;
      this.text = draft ?? text;
      this.ready = true;
      await this.check();
    } catch (error) {
      this.trouble = explain(error);
    }
  }

  close(): void {
    clearTimeout(this.timer);
  }

  /** The text as the editor has it now. */
  change(text: string): void {
    if (text === this.text) return;
    this.text = text;
    if (this.dirty) app.shelf.set(this.draftName, text);
    else app.shelf.remove(this.draftName);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), kCheckAfterMs);
  }

  /** Another text altogether: an import, a version, what was saved. */
  replace(text: string): void {
    this.apply({ from: 0, to: this.text.length, insert: text });
  }
  set(path: Path, value: Value): void {
    this.apply(setValue(this.text, path, value));
  }
  remove(path: Path): void {
    const splice = removeValue(this.text, path);
    if (splice) this.apply(splice);
  }
  private apply(splice: Splice): void {
    const next = applySplice(this.text, splice);
    this.onSplice(splice);
    this.change(next);
  }

  private get draftName(): string {
    return `studio/${this.opened || 'new'}`;
  }

  async check(): Promise<void> {
    const asked = ++this.asked;
    this.checking = true;
    try {
      const file = `${this.name || 'panel'}.panel.yaml`;
      const checked = readChecked(await app.socket.call('panel.check', { text: this.text, file }));
      if (asked !== this.asked) return;
      this.problems = checked.problems;
      if (checked.panel) {
        this.panel = checked.panel;
        this.raw = checked.raw;
      }
      this.onProblems(checked.problems);
      this.trouble = '';
    } catch (error) {
      if (asked === this.asked) this.trouble = explain(error);
    } finally {
      if (asked === this.asked) this.checking = false;
    }
  }

  /** Saves the text under its own name; true when the server has it. */
  async save(author: string, note: string, over: boolean): Promise<boolean> {
    const { name, text } = this;
    this.trouble = '';
    try {
      const pen = await penOf();
      if (!pen) {
        this.trouble =
          'Saving needs a coach: open the page on the server’s own machine, or a loop you coach.';
        return false;
      }
      const after = name === this.savedName ? this.version : 0;
      const params = {
        ...{ name, text, author, note, ...pen },
        ...(over ? {} : { after_version: after }),
      };
      const result = new Reader(await app.socket.call('panel.save', params, false));
      this.version = result.numberOr('version', 0);
      this.savedName = name;
      this.savedText = text;
      app.shelf.remove(this.draftName);
      this.restored = false;
      return true;
    } catch (error) {
      this.trouble = explain(error);
      return false;
    }
  }
}

async function penOf(): Promise<Pen | null> {
  try {
    return { token: new Reader(await app.socket.call('owner.token')).text('token') };
  } catch {
    for (const loop of knownLoops(app.shelf)) {
      const token = tokensOf(app.shelf, loop)['coach'];
      if (token) return { token, loop };
    }
    return null;
  }
}
