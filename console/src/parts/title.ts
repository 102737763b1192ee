import { visibleText } from './visible-text.ts';
import { useEffect } from 'react';

/** Names the screen in the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = visibleText(`${title} · Taibai`);
  }, [title]);
}
