import type { Instant } from '../../platform/core/instant.ts';
import type { Creator } from './creator.ts';

/** The value of an attribute: a text for `string`, `uuid` and `datetime`, the last an instant. */
export type AttributeValue = string | number | boolean | null;

/** What metrics measure. Its id is unique in the deployment, across all types. */
export interface Resource {
  /** A UUID, lower-case and with dashes. */
  readonly id: string;
  /** The id as it was given; `resource-id.ts` says how it becomes a UUID. */
  readonly originalId: string;
  readonly type: string;
  readonly creator: Creator;
  /** Whoever created the resource says whose it is; the text names no user or project here. */
  readonly userId: string | null;
  readonly projectId: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** When it became what it is now. */
  readonly revisionStart: Instant;
  /** Of the type, by name, as they were when the type was of `typeVersion`. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly typeVersion: number;
  /** The ids of its metrics, by name. */
  readonly metrics: ReadonlyMap<string, string>;
  /** How many revisions came before the present one. */
  readonly revisions: number;
  /** Sets it apart from a resource of the same id that was deleted. */
  readonly incarnation: string;
  /** Counts its changes, those of `metrics` included. */
  readonly version: number;
}

/** The resource as it was from `revisionStart` to `revisionEnd`. */
export interface Revision {
  /** Counts from 1, in the order of time; -1 is the present one. */
  readonly number: number;
  readonly resource: Resource;
  readonly revisionEnd: Instant | null;
}

/** The number of the revision that is the resource as it is now. */
export const present = -1;
