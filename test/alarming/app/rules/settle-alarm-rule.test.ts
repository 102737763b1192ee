import { describe, expect, test } from 'vitest';
import { memoryAlarmStore } from '../../../fakes/alarm-store.ts';
import { memoryRulePlaces } from '../../../fakes/rule-places.ts';
import { settleAlarmRule } from '../../../../functions/alarming/app/rules/settle-alarm-rule.ts';
import type { AlarmRules } from '../../../../functions/alarming/ports.ts';
import { aChange, anAlarm } from '../../support/alarm.ts';

const endOfTime = '9999-12-31T00:00:00.000000Z';

/** A bus whose rules may be looked at, and something that happens while the first rule is put. */
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
  return { rules, alarmRules, rulePlaces: memoryRulePlaces(), settings: { ruleLimit: 300 } };
}

async function stored() {
  const alarms = memoryAlarmStore();
  const alarm = anAlarm();
  await alarms.create(alarm, aChange(alarm));
  return { alarms, alarm };
}

describe('settling an alarm’s rule', () => {
  test('puts it on the bus and records that it did', async () => {
    const { alarms, alarm } = await stored();
    const { rules, ...bus } = busDuring();
    await settleAlarmRule({ alarms, ...bus }, alarm);
    expect(rules.get(alarm.id)).toBe(true);
    expect(await alarms.unsettled(endOfTime)).toEqual([]);
  });

  test('ends with the newer rule when the alarm was changed meanwhile', async () => {
    const { alarms, alarm } = await stored();
    const disabled = { ...alarm, enabled: false, version: 2 };
    const { rules, ...bus } = busDuring(async () => {
      await alarms.replace(disabled, alarm);
      await settleAlarmRule({ alarms, ...bus }, disabled);
    });
    await settleAlarmRule({ alarms, ...bus }, alarm);
    expect(rules.get(alarm.id)).toBe(false);
    expect(await alarms.unsettled(endOfTime)).toEqual([]);
  });

  test('ends without a rule when the alarm was removed meanwhile', async () => {
    const { alarms, alarm } = await stored();
    const { rules, ...bus } = busDuring(async () => {
      await alarms.remove(alarm);
      await settleAlarmRule({ alarms, ...bus }, { ...alarm, version: 2, removed: true });
    });
    await settleAlarmRule({ alarms, ...bus }, alarm);
    expect(rules.size).toBe(0);
    expect(await alarms.unsettled(endOfTime)).toEqual([]);
  });

  test('leaves the alarm due when the bus is out of reach', async () => {
    const { alarms, alarm } = await stored();
    const { rules: _, ...bus } = busDuring(() => Promise.reject(new Error('out of reach')));
    await expect(settleAlarmRule({ alarms, ...bus }, alarm)).rejects.toThrow('out of reach');
    expect(await alarms.unsettled(endOfTime)).toHaveLength(1);
  });
});
