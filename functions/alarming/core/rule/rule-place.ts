import type { BusRule } from './bus-rule.ts';

/** An alarm that shares a rule, with what its own rule would be made of. */
export interface Sharer {
  readonly alarmId: string;
  readonly projectId: string;
  /** The alarm's version; a later one replaces an earlier one. */
  readonly version: number;
  readonly rule: BusRule;
}

/** An alarm's place on the bus: a rule of its own, or a share in one. */
export type RulePlace =
  | { readonly kind: 'own'; readonly alarmId: string; readonly projectId: string }
  | ({ readonly kind: 'shared' } & Sharer);

/** Whether the sharer may replace the place that was found: not an own rule, nor a later version. */
export const replacesPlace = (
  sharer: Sharer,
  found: RulePlace | undefined,
): found is Exclude<RulePlace, { kind: 'own' }> | undefined =>
  found === undefined || (found.kind === 'shared' && found.version <= sharer.version);
