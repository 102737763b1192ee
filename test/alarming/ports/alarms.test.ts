import { describe } from 'vitest';
import { memoryAlarms } from '../../fakes/alarms.ts';
import { alarmsSuite } from './alarms.suite.ts';

describe('alarms in memory', () => {
  alarmsSuite(() => memoryAlarms());
});
