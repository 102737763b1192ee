import type { BusRule } from './bus-rule.ts';

/** An alarm that shares a rule, with what a rule of its own would be made of. */
export interface Sharer {
  readonly alarmId: string;
  readonly projectId: string;
  /** Of the alarm: a later one replaces an earlier one. */
  readonly version: number;
  readonly rule: BusRule;
}

/** An alarm's place on the bus: a rule of its own, or a share in one. */
export type RulePlace =
  | { readonly kind: 'own'; readonly alarmId: string; readonly projectId: string }
  | ({ readonly kind: 'shared' } & Sharer);
