import type { Alarm } from '../alarm.ts';
import { areSame, type BusRule, busRuleOf } from './bus-rule.ts';
import { compileEventRule, widestPattern } from './compile-event-rule.ts';
import { isShared, shareOf } from '../../../events/core/shared-rule.ts';
import type { RulePlace } from './rule-place.ts';

/** A rule as the bus has it. */
interface FoundRule {
  readonly key: string;
  readonly pattern: { readonly [field: string]: unknown };
  readonly enabled: boolean;
}

/** What is wrong with the rules on the bus, as far as lists that may be a moment late can say. */
export type RuleDifference =
  /** The alarm's rule, or its share in one, is missing or another one. */
  | { readonly kind: 'unplaced'; readonly alarm: Pick<Alarm, 'id' | 'projectId'> }
  /** A rule or a place that no alarm wants. */
  | { readonly kind: 'orphaned'; readonly alarmId: string }
  /** An alarm that shares a rule has one of its own besides. */
  | { readonly kind: 'doubled'; readonly alarmId: string }
  /** A shared rule is missing or disabled. */
  | { readonly kind: 'unshared'; readonly key: string };

/** Where the bus disagrees with the alarms it works for. */
export function ruleDifferences(found: {
  readonly rules: readonly FoundRule[];
  readonly places: readonly RulePlace[];
  readonly alarms: readonly Alarm[];
}): readonly RuleDifference[] {
  const rules = new Map(found.rules.map((rule) => [rule.key, rule]));
  const places = new Map(found.places.map((place) => [place.alarmId, place]));
  const wanted = new Map(
    found.alarms.flatMap((alarm) => {
      const rule = busRuleOf(alarm);
      return rule ? [[alarm.id, rule] as const] : [];
    }),
  );

  const ofAlarm = ({ id, projectId }: Alarm): readonly RuleDifference[] => {
    const [want, place, own] = [wanted.get(id), places.get(id), rules.get(id)];
    const unplaced = [{ kind: 'unplaced', alarm: { id, projectId } }] as const;
    if (!want) return [];
    if (place?.kind === 'own') return own && standsFor(own, want) ? [] : unplaced;
    if (!place || !areSame(place.rule, want)) return unplaced;
    return own ? [{ kind: 'doubled', alarmId: id }] : [];
  };
  const known = new Set([...places.keys(), ...[...rules.keys()].filter((key) => !isShared(key))]);
  const shared = new Set(
    found.places.flatMap((place) => (place.kind === 'shared' ? [shareOf(place.rule).key] : [])),
  );
  return [
    ...[...shared]
      .filter((key) => rules.get(key)?.enabled !== true)
      .map((key) => ({ kind: 'unshared', key }) as const),
    ...found.alarms.flatMap(ofAlarm),
    ...[...known]
      .filter((alarmId) => !wanted.has(alarmId))
      .map((alarmId) => ({ kind: 'orphaned', alarmId }) as const),
  ];
}

/** Whether the rule is the alarm's; the widest pattern stands for one that the bus refused. */
const standsFor = ({ pattern, enabled }: FoundRule, want: BusRule): boolean =>
  enabled === want.enabled &&
  [compileEventRule(want.event, want.projectId), widestPattern(want.projectId)].some(
    (each) => JSON.stringify(each) === JSON.stringify(pattern),
  );
