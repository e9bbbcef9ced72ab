import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { python } from '@codemirror/lang-python';
import { HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, type KeyBinding } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Language } from './problem';

/** The code editor, in a module of its own so that only coding rounds load it. */
export interface Editor {
  setText(text: string): void;
  setLanguage(language: Language): void;
  destroy(): void;
}

const kColours = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword], color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.string, tags.number, tags.bool], color: 'var(--concern)' },
  { tag: [tags.comment], color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: [tags.definition(tags.variableName), tags.typeName], color: 'var(--good)' },
]);

const kLook = EditorView.theme({
  '&': { maxHeight: '45vh', fontSize: 'var(--t-small)', color: 'var(--ink)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { minHeight: '12rem', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunk)',
    color: 'var(--ink-soft)',
    border: 'none',
  },
});

function syntaxOf(language: Language): Extension {
  switch (language) {
    case 'python':
      return python();
    case 'javascript':
      return javascript();
    case 'typescript':
      return javascript({ typescript: true });
    default:
      return [];
  }
}

function runKey(run: () => void): KeyBinding {
  return {
    key: 'Mod-Enter',
    run: () => {
      run();
      return true;
    },
  };
}

/** Tab indents once something was written or clicked; until then it walks on, so that nobody who
 * tabs through the page is caught. Escape, then Tab, always leaves. */
function tabKey(writing: () => boolean): KeyBinding {
  return {
    key: 'Tab',
    run: (view) => writing() && (indentWithTab.run?.(view) ?? false),
    shift: (view) => writing() && (indentWithTab.shift?.(view) ?? false),
  };
}


export function makeEditor(
  parent: HTMLElement,
  text: string,
  language: Language,
  changed: (text: string) => void,
  run: () => void,
): Editor {
  const syntax = new Compartment();
  let writing = false;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        keymap.of([
          runKey(run),
          ...defaultKeymap,
          ...historyKeymap,
          tabKey(() => writing),
        ]),
        indentUnit.of('    '),
        syntax.of(syntaxOf(language)),
        syntaxHighlighting(kColours),
        kLook,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': 'Your code. Escape, then Tab, leaves the editor.',
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          writing = true;
          changed(update.state.doc.toString());
        }),
        EditorView.domEventHandlers({
          focus: () => void (writing = false),
          mousedown: () => void setTimeout(() => (writing = true)),
        }),
      ],
    }),
  });
  return {
    setText: (next) =>
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    setLanguage: (next) => view.dispatch({ effects: syntax.reconfigure(syntaxOf(next)) }),
    destroy: () => view.destroy(),
  };
}
