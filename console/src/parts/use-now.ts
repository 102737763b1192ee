import { useEffect, useReducer } from 'react';

/** The present time, again every ten seconds. */
export function useNow(): number {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, 10_000);
    return () => clearInterval(timer);
  }, []);
  return Date.now();
}
