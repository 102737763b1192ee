import type { AlarmKey, AlarmLook, AlarmLooks } from '../../functions/alarming/measure-ports.ts';
import type { Instant } from '../../functions/platform/core/instant.ts';
import { memoryDueRows } from './due-rows.ts';
import { rowKey } from './dynamo-limits.ts';

interface Row extends AlarmLook {
  readonly key: AlarmKey;
  readonly dueAt: Instant | undefined;
}

const nameOf = ({ projectId, id }: AlarmKey) => rowKey(projectId, id);

/** Looks in memory. */
export function memoryAlarmLooks(): AlarmLooks {
  const rows = new Map<string, Row>();
  const change = (key: AlarmKey, next: Partial<Row>) => {
    const before = rows.get(nameOf(key)) ?? {
      key: { projectId: key.projectId, id: key.id },
      arming: 0,
      targets: [],
      deciding: [],
      dueAt: undefined,
    };
    rows.set(nameOf(key), { ...before, ...next });
  };
  const due = memoryDueRows<AlarmKey>(() =>
    [...rows.values()].flatMap(({ key, dueAt }) =>
      dueAt === undefined ? [] : [{ key, row: [key.projectId, key.id] as const, at: dueAt }],
    ),
  );
  return {
    async get(key) {
      const row = rows.get(nameOf(key));
      if (!row) return undefined;
      const { arming, targets, nextAt, repeatAt, lookedAt, deciding } = row;
      return { arming, targets, nextAt, repeatAt, lookedAt, deciding };
    },
    async watch(key, { arming, targets, dueAt }) {
      const row = rows.get(nameOf(key));
      if (row && row.arming > arming) return 'stale';
      change(key, {
        arming,
        targets,
        nextAt: undefined,
        repeatAt: undefined,
        dueAt: dueAt ?? row?.dueAt,
      });
      return 'stored';
    },
    async schedule(key, { nextAt, repeatAt, dueAt }) {
      change(key, { nextAt, repeatAt, dueAt });
    },
    async noteLook(key, at) {
      if (rows.has(nameOf(key))) change(key, { lookedAt: at });
    },
    async begin(key, decision) {
      change(key, { deciding: [...(rows.get(nameOf(key))?.deciding ?? []), decision] });
    },
    async end(key, decisions) {
      const deciding = rows.get(nameOf(key))?.deciding ?? [];
      change(key, { deciding: deciding.filter((each) => !decisions.includes(each)) });
    },
    async remove(key) {
      rows.delete(nameOf(key));
    },
    ...due,
  };
}
