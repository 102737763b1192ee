/** How many aggregates a metric keeps, one for each `granularity`. Microseconds. */
export interface ArchivePolicyItem {
  readonly granularity: number;
  /** Null if they are kept for ever; then the timespan is null, too. */
  readonly points: number | null;
  /** `granularity` times `points`. */
  readonly timespan: number | null;
}

/** What becomes of a metric's measures. Names are unique in the deployment. */
export interface ArchivePolicy {
  readonly name: string;
  /** How many of the coarsest windows before the newest measure still take late ones. */
  readonly backWindow: number;
  /** At least one, of different granularities, in the order in which they were given. */
  readonly definition: readonly ArchivePolicyItem[];
  /** Which aggregates are kept, in the order of `aggregationMethods`. */
  readonly methods: readonly string[];
}

/** The policy of a metric that names none is that of the first rule whose pattern matches its name. */
export interface ArchivePolicyRule {
  readonly name: string;
  readonly policyName: string;
  /** As Python's `fnmatch`. */
  readonly pattern: string;
}

const simple = ['mean', 'sum', 'last', 'max', 'min', 'std', 'median', 'first', 'count'] as const;
const percentiles = Array.from({ length: 99 }, (_, i) => `${i + 1}pct`);

/** Every method by which measures are aggregated, each also of the rate of change (`gnocchi/archive_policy.py`). */
export const aggregationMethods: readonly string[] = [...simple, ...percentiles].flatMap(
  (method) => [method, `rate:${method}`],
);

/** `[archive_policy] default_aggregation_methods`. */
export const defaultMethods: readonly string[] = ['mean', 'min', 'max', 'sum', 'std', 'count'];
