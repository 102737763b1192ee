import { useEffect, useReducer } from 'react';
import { ago, instantOf } from './instants.ts';

export { ago, instantOf };

/** The present time, again every ten seconds. */
function useNow(): number {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, 10_000);
    return () => clearInterval(timer);
  }, []);
  return Date.now();
}

/** A relative time, with the instant on hover. */
export function Instant({ at }: { readonly at: string | null | undefined }) {
  const now = useNow();
  if (!at) return <>–</>;
  const instant = instantOf(at);
  if (Number.isNaN(instant)) return <>{at}</>;
  const exact = new Date(instant).toISOString();
  return (
    <time dateTime={exact} title={exact}>
      {ago(instant, now)}
    </time>
  );
}
