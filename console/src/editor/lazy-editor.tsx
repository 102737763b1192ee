import { lazy, Suspense } from 'react';
import { LoadingSpace } from '../parts/loading-space.tsx';
import type { CodeEditorProps } from './code-editor.tsx';

const CodeEditor = lazy(async () => ({ default: (await import('./code-editor.tsx')).CodeEditor }));

/** The editor, loaded when it is first needed. */
export const LazyEditor = (props: CodeEditorProps) => (
  <Suspense fallback={<LoadingSpace lines={props.minLines ?? 8} />}>
    <CodeEditor {...props} />
  </Suspense>
);
