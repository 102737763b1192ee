import { memoryExecutionStores } from '../../fakes/execution-store.ts';
import { executionStoreSuite } from './execution-store.suite.ts';

executionStoreSuite(async (settings) => memoryExecutionStores(settings));
