import { memoryFunctionStore } from '../../functions/adapters/memory/function-store.ts';
import { functionStoreSuite } from './function-store.suite.ts';

functionStoreSuite(async (clock) => memoryFunctionStore(clock));
