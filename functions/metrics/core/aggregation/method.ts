/** The value of a window from its values in order of time, at least one; undefined if it has none. */
export type Reduction = (values: readonly number[]) => number | undefined;

export interface Method {
  /** Whether the differences between successive measures are aggregated instead of the measures. */
  readonly ofRate: boolean;
  readonly reduce: Reduction;
}

/** What a method's name means (`carbonara.GroupedTimeSeries`); undefined if there is no such method. */
export function methodNamed(name: string): Method | undefined {
  const ofRate = name.startsWith(ratePrefix);
  const reduce = reductionNamed(ofRate ? name.slice(ratePrefix.length) : name);
  return reduce && { ofRate, reduce };
}

const ratePrefix = 'rate:';

function reductionNamed(name: string): Reduction | undefined {
  const percent = /^([1-9][0-9]?)pct$/.exec(name)?.[1];
  return percent === undefined ? simple.get(name) : quantile(Number(percent));
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const orNaN = (value: number | undefined): number => value ?? Number.NaN;

/** The sample's deviation. One value has none. */
function std(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const middle = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}

/** NaN comes last, as numpy sorts it: so it is the greatest, and the least only if there is nothing else. */
const sorted = (values: readonly number[]): readonly number[] => values.toSorted(ascending);
const ascending = (left: number, right: number): number =>
  Number.isNaN(left) ? (Number.isNaN(right) ? 0 : 1) : Number.isNaN(right) ? -1 : left - right;

/** Between the two neighbours of position (n − 1) · q / 100. */
const quantile =
  (percent: number): Reduction =>
  (values) => {
    const ordered = sorted(values);
    const position = (ordered.length - 1) * (percent / 100);
    const floor = Math.floor(position);
    const low = orNaN(ordered[floor]);
    if (floor === position) return low;
    return low * (floor + 1 - position) + orNaN(ordered[floor + 1]) * (position - floor);
  };

function median(values: readonly number[]): number {
  const ordered = sorted(values);
  const middle = ordered.length >> 1;
  const high = orNaN(ordered[middle]);
  return ordered.length % 2 === 1 ? high : (orNaN(ordered[middle - 1]) + high) / 2;
}

const least = (values: readonly number[]): number =>
  values.reduce((low, value) => (ascending(value, low) < 0 ? value : low), Number.NaN);
const greatest = (values: readonly number[]): number =>
  values.reduce((high, value) => (ascending(value, high) > 0 ? value : high), orNaN(values[0]));

const simple: ReadonlyMap<string, Reduction> = new Map<string, Reduction>([
  ['mean', mean],
  ['sum', sum],
  ['min', least],
  ['max', greatest],
  ['std', std],
  ['median', median],
  ['count', (values) => values.length],
  ['first', (values) => values[0]],
  ['last', (values) => values.at(-1)],
]);
