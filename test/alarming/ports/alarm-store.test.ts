import { describe } from 'vitest';
import { memoryAlarmStore } from '../../fakes/alarm-store.ts';
import { alarmStoreSuite } from './alarm-store.suite.ts';

describe('alarms in memory', () => {
  alarmStoreSuite(() => memoryAlarmStore());
});
