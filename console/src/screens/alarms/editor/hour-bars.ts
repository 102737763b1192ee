import { instantOf } from '../../../parts/instants.ts';

interface Hour {
  readonly hour: string;
  readonly matched: number;
  readonly fired: number;
}

const hourMilliseconds = 3_600_000;
/** Bars that have a width. */
const mostBars = 24 * 31;

/** Every hour of a range, also those without events, which a backtest leaves out. */
export function hourBars(
  hours: readonly Hour[],
  { from, to }: { readonly from: string; readonly to: string },
): readonly Hour[] {
  const byHour = new Map(hours.map((each) => [beginning(instantOf(each.hour)), each]));
  const first = beginning(instantOf(from));
  const count = Math.ceil((instantOf(to) - first) / hourMilliseconds);
  if (!(count > 0 && count <= mostBars)) return hours;
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * hourMilliseconds;
    return byHour.get(at) ?? { hour: new Date(at).toISOString(), matched: 0, fired: 0 };
  });
}

const beginning = (instant: number): number => instant - (instant % hourMilliseconds);
