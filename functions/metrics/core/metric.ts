import type { Creator } from './creator.ts';

/** A series of measures. */
export interface Metric {
  readonly id: string;
  /** Unique in its resource. Only a metric without resource may have none. */
  readonly name: string | null;
  readonly unit: string | null;
  readonly policyName: string;
  readonly creator: Creator;
  readonly resourceId: string | null;
}
