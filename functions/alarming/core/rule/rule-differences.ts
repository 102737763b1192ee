import type { Instant } from '../../../platform/core/instant.ts';
import { isReservedRule } from '../../../contract/rule-quota.ts';
import type { Alarm } from '../alarm.ts';
import { isSameBusRule, type BusRule, busRuleOf } from './bus-rule.ts';
import { compileEventRule, widestPattern } from './compile-event-rule.ts';
import { candidateFormat } from '../../../events/core/candidate-key.ts';
import { isShared, sharedKeys } from '../../../events/core/shared-rule.ts';
import { mayLeaveFormer, type RulePlace } from './rule-place.ts';

/** A rule as it is on the bus. */
interface FoundRule {
  readonly key: string;
  readonly pattern: { readonly [field: string]: unknown };
  readonly enabled: boolean;
  /** Its target passes on what an earlier release passed on. */
  readonly isOutdated: boolean;
}

/** A difference between the rules on the bus and what the alarms need, found in lists that may lag. */
export type RuleDifference =
  /** The alarm's rule, or its share in one, is missing or wrong. */
  | { readonly kind: 'unplaced'; readonly alarm: Pick<Alarm, 'id' | 'projectId'> }
  /** The alarm that shares a rule is found by a row of an earlier format. */
  | { readonly kind: 'unindexed'; readonly alarm: Pick<Alarm, 'id' | 'projectId'> }
  /** The alarm is also found by rows of its former rules. */
  | { readonly kind: 'moved'; readonly alarmId: string }
  /** A rule or a place that no alarm needs. */
  | { readonly kind: 'orphaned'; readonly alarmId: string }
  /** An alarm that shares a rule also has one of its own. */
  | { readonly kind: 'doubled'; readonly alarmId: string }
  /** A shared rule is missing, disabled or outdated, whether or not alarms share it yet. */
  | { readonly kind: 'unshared'; readonly key: string };

/** Where the rules on the bus differ from what the alarms need. */
export function ruleDifferences(found: {
  readonly rules: readonly FoundRule[];
  readonly places: readonly RulePlace[];
  readonly alarms: readonly Alarm[];
  readonly now: Instant;
}): readonly RuleDifference[] {
  const rules = new Map(found.rules.map((rule) => [rule.key, rule]));
  const places = new Map(found.places.map((place) => [place.alarmId, place]));
  const needed = new Map(
    found.alarms.flatMap((alarm) => {
      const rule = busRuleOf(alarm);
      return rule ? [[alarm.id, rule] as const] : [];
    }),
  );

  const ofAlarm = ({ id, projectId }: Alarm): readonly RuleDifference[] => {
    const [need, place, own] = [needed.get(id), places.get(id), rules.get(id)];
    const unplaced = [{ kind: 'unplaced', alarm: { id, projectId } }] as const;
    if (!need) return [];
    if (place?.kind === 'own') return own && isRuleOf(own, need) ? [] : unplaced;
    if (!place || !isSameBusRule(place.rule, need)) return unplaced;
    if (own) return [{ kind: 'doubled', alarmId: id }];
    if (place.format !== candidateFormat) return [{ kind: 'unindexed', alarm: { id, projectId } }];
    return mayLeaveFormer(place, found.now) ? [{ kind: 'moved', alarmId: id }] : [];
  };
  const known = new Set([
    ...places.keys(),
    ...[...rules.keys()].filter((key) => !isShared(key) && !isReservedRule(key)),
  ]);
  return [
    ...sharedKeys
      .filter((key) => rules.get(key)?.enabled !== true || rules.get(key)?.isOutdated === true)
      .map((key) => ({ kind: 'unshared', key }) as const),
    ...found.alarms.flatMap(ofAlarm),
    ...[...known]
      .filter((alarmId) => !needed.has(alarmId))
      .map((alarmId) => ({ kind: 'orphaned', alarmId }) as const),
  ];
}

/** Whether the rule on the bus is this one, or the widest pattern in place of one that the bus refused. */
const isRuleOf = ({ pattern, enabled, isOutdated }: FoundRule, need: BusRule): boolean =>
  !isOutdated &&
  enabled === need.enabled &&
  [compileEventRule(need.event, need.projectId), widestPattern(need.projectId)].some(
    (each) => JSON.stringify(each) === JSON.stringify(pattern),
  );
