import { ago, instantOf } from './instants.ts';
import { useNow } from './use-now.ts';

export { ago, instantOf };

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
