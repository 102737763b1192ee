import { after, type Instant } from '../../../platform/core/instant.ts';
import type { BusRule } from './bus-rule.ts';

/** An alarm that shares a rule, with what its own rule would be made of. */
export interface Sharer {
  readonly alarmId: string;
  readonly projectId: string;
  /** The alarm's version; a later one replaces an earlier one. */
  readonly version: number;
  readonly rule: BusRule;
}

/** Where the row of a sharer lies that events find it by. */
export interface SharerSpot {
  readonly projectId: string;
  readonly partition: string;
  /** The counter that tells readers of a change; none for a row of release 0.2, which nobody keeps. */
  readonly slot?: number;
}

/** An alarm's share in a rule. */
export interface SharedPlace extends Sharer {
  readonly kind: 'shared';
  /** The format of keys that its row was written in; none before release 0.3. */
  readonly format?: number;
  /** None if no event can match the rule. Before release 0.3 it follows from the rule. */
  readonly spot?: SharerSpot;
  /** Spots that it was found at before. Their rows stay for readers that have not heard of the present one. */
  readonly former?: readonly SharerSpot[];
  /** When it came to its spot, if there are former ones. */
  readonly movedAt?: Instant;
}

/** An alarm's place on the bus: a rule of its own, or a share in one. */
export type RulePlace =
  | { readonly kind: 'own'; readonly alarmId: string; readonly projectId: string }
  | SharedPlace;

/** Whether the sharer may replace the place that was found: not an own rule, nor a later version. */
export const replacesPlace = (
  sharer: Sharer,
  found: RulePlace | undefined,
): found is SharedPlace | undefined =>
  found === undefined || (found.kind === 'shared' && found.version <= sharer.version);

/** Longer than a reader takes from the version to the last row: the time-out of Taibai's Lambdas is 30 seconds. */
const readersSeconds = 300;

/** Whether nobody needs the rows at the former spots any more. */
export const mayLeaveFormer = ({ former, movedAt }: SharedPlace, now: Instant): boolean =>
  former !== undefined && movedAt !== undefined && after(movedAt, readersSeconds) <= now;

/** The sharer's place at a spot, after the place that was seen and its spot. */
export function sharedPlace(
  { alarmId, projectId, version, rule }: Sharer,
  at: { readonly format: number; readonly spot: SharerSpot | undefined; readonly now: Instant },
  seen: { readonly place: SharedPlace; readonly spot: SharerSpot | undefined } | undefined,
): SharedPlace {
  const earlier = [...(seen?.place.former ?? []), ...(seen?.spot ? [seen.spot] : [])];
  const former = earlier.filter(({ partition }) => partition !== at.spot?.partition);
  return {
    kind: 'shared',
    alarmId,
    projectId,
    version,
    rule,
    format: at.format,
    ...(at.spot && { spot: at.spot }),
    ...(former.length > 0 && { former, movedAt: at.now }),
  };
}
