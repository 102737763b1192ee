import { useState } from 'react';
import * as z from 'zod';
import { withInput } from './with-input.ts';

const inputs = z.array(z.string());

function read(key: string): readonly string[] {
  try {
    return inputs.parse(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}

/** The inputs that a function was run with in this tab of the browser, and a way to keep one more. */
export function useRecentInputs(functionId: string) {
  const key = `taibai-inputs-${functionId}`;
  const [recent, setRecent] = useState(() => read(key));
  const keep = (input: string) => {
    const next = withInput(recent, input);
    setRecent(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Full storage: they are kept until the page is left.
    }
  };
  return { recent, keep };
}
