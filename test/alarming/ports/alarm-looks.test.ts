import { memoryAlarmLooks } from '../../fakes/alarm-looks.ts';
import { alarmLooksSuite } from './alarm-looks.suite.ts';

alarmLooksSuite('memory', async () => memoryAlarmLooks());
