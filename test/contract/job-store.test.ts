import { memoryJobStore } from '../../functions/adapters/memory/job-store.ts';
import { jobStoreSuite } from './job-store.suite.ts';

jobStoreSuite(async () => memoryJobStore());
