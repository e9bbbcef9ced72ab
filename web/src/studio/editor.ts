import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, lineNumbers, type Tooltip } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { offersAt } from './complete';
import type { Splice } from './edit';
import type { PanelNames } from './names';
import { keyUnder, placeAt } from './place';
import type { Problem } from './problems';
import type { Schema } from './schema';

/** The panel editor; this module is loaded with the studio only. */
export interface PanelEditor {
  setText(text: string): void;
  /** A change from the form: one undo takes it back. */
  splice(change: Splice): void;
  show(problems: readonly Problem[]): void;
  goTo(offset: number): void;
  goToLine(line: number, column: number): void;
  destroy(): void;
}

export interface EditorNeeds {
  schema: Schema;
  names: () => PanelNames;
  changed: (text: string) => void;
  save: () => void;
}

const kColours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.string, tags.number, tags.bool, tags.null], color: 'var(--good)' },
  { tag: tags.comment, color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.meta], color: 'var(--concern)' },
]);

export const kLook: Extension = EditorView.theme({
  '&': { fontSize: 'var(--t-small)', color: 'var(--ink)', height: '100%' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--sunk)', color: 'var(--ink-soft)', border: 'none' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'var(--accent-wash) !important',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--sheet)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--round)',
    maxWidth: '28rem',
    fontFamily: 'var(--sans)',
    overflow: 'hidden',
  },
  '.cm-tooltip-help': { padding: 'var(--s2) var(--s3)', fontSize: 'var(--t-small)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  '.cm-completionDetail': { color: 'inherit', fontStyle: 'normal', opacity: '0.85' },
  '.cm-completionInfo': { backgroundColor: 'var(--sheet)', padding: 'var(--s2) var(--s3)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--concern)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--accent)' },
  '.cm-panels': { backgroundColor: 'var(--sunk)', color: 'var(--ink)' },
  '.cm-searchMatch, .cm-selectionMatch': { backgroundColor: 'var(--good-wash)' },
  '.cm-changedLine': { backgroundColor: 'var(--good-wash) !important' },
  '.cm-deletedChunk': { backgroundColor: 'var(--concern-wash) !important' },
});

function completions(needs: EditorNeeds) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[\w.-]+/);
    const lead = context.state.sliceDoc(context.state.doc.lineAt(context.pos).from, context.pos);
    // Without being asked only where a word is begun or a value is due.
    if (!context.explicit && !word && !/[:[,{-] $/.test(lead)) return null;
    const place = placeAt(context.state.doc.toString(), context.pos);
    const offers = place ? offersAt(needs.schema, place, needs.names()) : [];
    if (!place || offers.length === 0) return null;
    return {
      from: place.from,
      options: offers.map((offer) => ({
        label: offer.label,
        apply: offer.insert,
        ...(offer.detail ? { info: offer.detail } : {}),
      })),
      validFor: /^[\w.-]*$/,
    };
  };
}

function help(needs: EditorNeeds): Extension {
  return hoverTooltip((view, at): Tooltip | null => {
    const key = keyUnder(view.state.doc.toString(), at);
    const meaning = key ? needs.schema.meaningAt(key.where) : null;
    if (!key || !meaning) return null;
    return {
      pos: key.from,
      end: key.to,
      above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'cm-tooltip-help';
        const line = (text: string): void => {
          const p = document.createElement('p');
          p.textContent = text;
          dom.append(p);
        };
        line(meaning.description);
        if (meaning.form) line(`It is ${meaning.form}.`);
        if (meaning.example) line(`For example: ${meaning.example}`);
        return { dom };
      },
    };
  });
}

/** A problem underlines the word it points at. */
function diagnosticOf(state: EditorState, problem: Problem): Diagnostic {
  const line = state.doc.line(Math.min(Math.max(1, problem.line), state.doc.lines));
  const from = Math.min(line.from + Math.max(0, problem.column - 1), line.to);
  const word = /^[\w.-]+|^\S+/.exec(state.sliceDoc(from, line.to))?.[0] ?? '';
  return {
    from,
    to: from + word.length,
    severity: problem.severity,
    source: problem.id,
    message: problem.hint ? `${problem.message}; ${problem.hint}` : problem.message,
  };
}

/** Tab indents while Escape then Tab leaves, as screen readers expect of code editors. */
export function makePanelEditor(parent: HTMLElement, text: string, needs: EditorNeeds): PanelEditor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        lintGutter(),
        yaml(),
        indentUnit.of('  '),
        syntaxHighlighting(kColours),
        highlightSelectionMatches(),
        autocompletion({ override: [completions(needs)], icons: false }),
        help(needs),
        keymap.of([
          { key: 'Mod-s', preventDefault: true, run: () => (needs.save(), true) },
          ...defaultKeymap,
          ...historyKeymap,
          ...searchKeymap,
          indentWithTab,
        ]),
        kLook,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          tabindex: '0',
          'aria-label': 'The panel file. Control and Space completes; Escape, then Tab, leaves.',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) needs.changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  const goTo = (at: number): void => {
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 40 }) });
    view.focus();
  };
  return {
    setText: (next) =>
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    splice: (change) => view.dispatch({ changes: change, userEvent: 'input.form' }),
    show: (problems) =>
      view.dispatch(
        setDiagnostics(view.state, problems.map((problem) => diagnosticOf(view.state, problem))),
      ),
    goTo,
    goToLine: (line, column) => {
      const found = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      goTo(Math.min(found.from + Math.max(0, column - 1), found.to));
    },
    destroy: () => view.destroy(),
  };
}
