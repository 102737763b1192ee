import { memoryEventLog } from '../../fakes/event-log.ts';
import { eventLogSuite } from './event-log.suite.ts';

eventLogSuite('memory', async ({ clock, payloads }) => memoryEventLog(clock, payloads));
