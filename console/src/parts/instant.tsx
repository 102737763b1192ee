import { useEffect, useReducer } from 'react';

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' });

/** `3 min ago`: an instant beside another one. */
export function ago(instant: number, now: number): string {
  const seconds = (instant - now) / 1_000;
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return relative.format(Math.trunc(seconds), 'second');
}

/** What the APIs write without a zone is UTC. */
export const instantOf = (text: string): number =>
  Date.parse(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);

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
