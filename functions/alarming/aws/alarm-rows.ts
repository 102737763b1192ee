import { type Alarm, firstEpoch } from '../core/alarm.ts';
import type { SettledAlarm } from '../core/rule/settlement.ts';
import { dumps, isObject, loads } from '../../platform/core/python-json.ts';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';

/** The kind of an alarm's row. A tombstone keeps the key of the alarm that was removed, and has no kind. */
export const alarmKind = 'alarm';

export const alarmPartition = (projectId: string) => `P#${projectId}#alarm`;
/** The project of an alarm's partition; undefined for another partition. */
export const projectOf = (partition: string): string | undefined =>
  /^P#(.*)#alarm$/s.exec(partition)?.[1];

export const alarmKey = ({ projectId, id }: { projectId: string; id: string }) => ({
  pk: alarmPartition(projectId),
  sk: id,
});

export const isLive = (row: Row): boolean => row['kind'] === alarmKind;

/** An alarm's attribute. The rules of other types than `event` are JSON text, which keeps `80.0` apart from `80`. */
export function alarmAttribute(alarm: Alarm): Row {
  const { rule } = alarm;
  return {
    ...alarm,
    rule: rule.type === 'event' ? rule : { type: rule.type, document: dumps(rule.document) },
  };
}

/** An alarm as its attribute holds it. */
type StoredAlarm = Omit<Alarm, 'epoch'> & {
  readonly epoch?: number;
  readonly rule: { readonly type: string; readonly document?: string };
};

export function alarmOf(row: Row): Alarm {
  const attribute = entityOf<StoredAlarm>(entityOf<{ alarm: Row }>(row).alarm);
  // Rows of releases up to 0.2.0 have no epoch.
  const stored = { ...attribute, epoch: attribute.epoch ?? firstEpoch };
  if (stored.rule.type === 'event') return { ...stored, rule: stored.rule };
  const document = loads(stored.rule.document ?? '{}');
  return {
    ...stored,
    rule: { type: stored.rule.type, document: isObject(document) ? document : {} },
  };
}

/** A row is due as long as the bus has not taken the rule; rows of releases up to 0.2.0 do not say when it did. */
export function settledAlarmOf(row: Row): SettledAlarm {
  const { settledAt: at, dueAt } = entityOf<{ settledAt?: string; dueAt?: string }>(row);
  const settlement =
    dueAt !== undefined
      ? ({ kind: 'unsettled' } as const)
      : at === undefined
        ? ({ kind: 'unknown' } as const)
        : ({ kind: 'settled', at } as const);
  return { alarm: alarmOf(row), settlement };
}
