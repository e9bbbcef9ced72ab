import { unifiedMergeView } from '@codemirror/merge';
import { yaml } from '@codemirror/lang-yaml';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { kLook } from './editor';

/** Shows what became of `before` in `after`; read only. */
export function showDiff(parent: HTMLElement, before: string, after: string): () => void {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: after,
      extensions: [
        lineNumbers(),
        yaml(),
        kLook,
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': 'What changed', tabindex: '0' }),
        unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: {} }),
      ],
    }),
  });
  return () => view.destroy();
}
