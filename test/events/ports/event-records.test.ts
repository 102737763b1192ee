import { memoryEventRecords } from '../../fakes/event-records.ts';
import { eventRecordsSuite, mostTypes } from './event-records.suite.ts';

eventRecordsSuite('memory', async () => memoryEventRecords({ mostTypes }));
