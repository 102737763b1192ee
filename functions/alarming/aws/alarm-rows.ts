import type { Alarm } from '../core/alarm.ts';
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

export function alarmOf(row: Row): Alarm {
  const stored = entityOf<Alarm & { rule: { type: string; document?: string } }>(
    entityOf<{ alarm: Row }>(row).alarm,
  );
  if (stored.rule.type === 'event') return stored;
  const document = loads(stored.rule.document ?? '{}');
  return {
    ...stored,
    rule: { type: stored.rule.type, document: isObject(document) ? document : {} },
  };
}
