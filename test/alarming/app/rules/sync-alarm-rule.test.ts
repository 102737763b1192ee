import { describe, expect, test } from 'vitest';
import { memoryAlarms } from '../../../fakes/alarms.ts';
import { memoryRulePlaces } from '../../../fakes/rule-places.ts';
import { syncAlarmRule } from '../../../../functions/alarming/app/rules/sync-alarm-rule.ts';
import type { AlarmRules } from '../../../../functions/alarming/rule-ports.ts';
import { silentLog } from '../../../support/silent-log.ts';
import { aChange, anAlarm } from '../../support/alarm.ts';

const endOfTime = '9999-12-31T00:00:00.000000Z';

/** A bus whose rules can be inspected; runs `meanwhile` while the first rule is put. */
function busDuring(meanwhile: () => Promise<unknown> = async () => undefined) {
  const rules = new Map<string, boolean>();
  let first = true;
  const alarmRules: AlarmRules = {
    async put(key, _pattern, enabled) {
      if (first) {
        first = false;
        await meanwhile();
      }
      rules.set(key, enabled);
      return 'stored';
    },
    async remove(key) {
      rules.delete(key);
    },
    async ensure(key) {
      rules.set(key, true);
    },
    async list() {
      return [];
    },
  };
  const settings = { ruleLimit: 300 };
  return { rules, alarmRules, log: silentLog, rulePlaces: memoryRulePlaces(), settings };
}

async function stored() {
  const { alarms, ruleSync } = memoryAlarms();
  const alarm = anAlarm();
  await alarms.create(alarm, aChange(alarm));
  return { alarms, ruleSync, alarm };
}

describe('syncing an alarm’s rule', () => {
  test('puts it on the bus and records that it did', async () => {
    const { alarms, ruleSync, alarm } = await stored();
    const { rules, ...bus } = busDuring();
    await syncAlarmRule({ alarms, ruleSync, ...bus }, alarm);
    expect(rules.get(alarm.id)).toBe(true);
    expect(await ruleSync.unsynced(endOfTime, 100)).toEqual([]);
  });

  test('ends with the newer rule if the alarm changes in the meantime', async () => {
    const { alarms, ruleSync, alarm } = await stored();
    const disabled = { ...alarm, enabled: false, version: 2 };
    const { rules, ...bus } = busDuring(async () => {
      await alarms.replace(disabled, alarm);
      await syncAlarmRule({ alarms, ruleSync, ...bus }, disabled);
    });
    await syncAlarmRule({ alarms, ruleSync, ...bus }, alarm);
    expect(rules.get(alarm.id)).toBe(false);
    expect(await ruleSync.unsynced(endOfTime, 100)).toEqual([]);
  });

  test('ends without a rule if the alarm is removed in the meantime', async () => {
    const { alarms, ruleSync, alarm } = await stored();
    const { rules, ...bus } = busDuring(async () => {
      await alarms.remove(alarm);
      await syncAlarmRule({ alarms, ruleSync, ...bus }, { ...alarm, version: 2, removed: true });
    });
    await syncAlarmRule({ alarms, ruleSync, ...bus }, alarm);
    expect(rules.size).toBe(0);
    expect(await ruleSync.unsynced(endOfTime, 100)).toEqual([]);
  });

  test('leaves the alarm due if the bus cannot be reached', async () => {
    const { alarms, ruleSync, alarm } = await stored();
    const { rules: _, ...bus } = busDuring(() => Promise.reject(new Error('out of reach')));
    await expect(syncAlarmRule({ alarms, ruleSync, ...bus }, alarm)).rejects.toThrow(
      'out of reach',
    );
    expect(await ruleSync.unsynced(endOfTime, 100)).toHaveLength(1);
  });
});
