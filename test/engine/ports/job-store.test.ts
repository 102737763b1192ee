import { memoryJobStore } from '../../fakes/job-store.ts';
import { jobStoreSuite } from './job-store.suite.ts';

jobStoreSuite(async () => memoryJobStore());
