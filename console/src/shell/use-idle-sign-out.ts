import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sessionQuery, signOut } from '../api/session.ts';
import { isIdle, noteInput } from './idle.ts';

const inputs = ['keydown', 'pointerdown', 'wheel', 'touchmove'] as const;
const lookEvery = 10_000;

/**
 * Ends the session after a quarter of an hour without input. The screen stays as it is behind the sign-in,
 * with what was typed.
 */
export function useIdleSignOut(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const here = () => noteInput(Date.now());
    here();
    for (const input of inputs) window.addEventListener(input, here, { passive: true });
    let ending = false;
    const look = async () => {
      if (ending || !isIdle(Date.now())) return;
      ending = true;
      try {
        await signOut();
      } finally {
        // Asking who is signed in has the answer "nobody", which shows the sign-in.
        await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
        ending = false;
      }
    };
    const timer = setInterval(() => void look().catch(() => undefined), lookEvery);
    return () => {
      clearInterval(timer);
      for (const input of inputs) window.removeEventListener(input, here);
    };
  }, [queries]);
}
