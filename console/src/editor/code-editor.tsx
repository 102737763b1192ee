import { json } from '@codemirror/lang-json';
import { python } from '@codemirror/lang-python';
import { EditorState } from '@codemirror/state';
import { basicSetup, EditorView } from 'codemirror';
import { useEffect, useRef } from 'react';
import { colours } from './colours.ts';
import { typingOver } from './typing-over.ts';
import { useIsDark } from './use-is-dark.ts';

export interface CodeEditorProps {
  /** What is edited, for those who cannot see it. */
  readonly label: string;
  /** By whose ending the language is chosen. */
  readonly path: string;
  /** The text to begin with. A key of its own makes a new editor of another text. */
  readonly text: string;
  readonly readOnly?: boolean;
  readonly onChange: (text: string) => void;
  readonly minLines?: number;
}

function languageOf(path: string) {
  if (path.endsWith('.py')) return python();
  return path.endsWith('.json') ? json() : [];
}

/**
 * An editor of code. It stands in a shadow root, where its styles are adopted sheets: the content security
 * policy allows those, but no style elements.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { label, path, text, readOnly = false, onChange, minLines = 8 } = props;
  const host = useRef<HTMLDivElement>(null);
  const current = useRef(text);
  const heard = useRef(onChange);
  const dark = useIsDark();
  useEffect(() => {
    heard.current = onChange;
  });
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const height = { minHeight: `${minLines * 19.5 + 8}px` };
    const view = new EditorView({
      doc: current.current,
      root,
      parent: root,
      extensions: [
        typingOver,
        basicSetup,
        languageOf(path),
        colours(dark),
        EditorState.readOnly.of(readOnly),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-multiline': 'true',
          tabindex: '0',
        }),
        EditorView.theme({
          '.cm-scroller': { ...height, maxHeight: '62vh', overflow: 'auto' },
          '.cm-content, .cm-gutter': height,
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          current.current = update.state.doc.toString();
          heard.current(current.current);
        }),
      ],
    });
    return () => view.destroy();
  }, [path, label, readOnly, dark, minLines]);
  return <div ref={host} />;
}
