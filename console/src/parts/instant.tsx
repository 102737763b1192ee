import { useEffect, useState } from 'react';
import { ago, instantOf } from './instants.ts';

export { ago, instantOf };

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return now;
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
