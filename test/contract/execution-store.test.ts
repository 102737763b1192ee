import { memoryExecutionStore } from '../../functions/adapters/memory/execution-store.ts';
import { executionStoreSuite } from './execution-store.suite.ts';

executionStoreSuite(async (settings) => memoryExecutionStore(settings));
