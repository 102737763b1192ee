import { memoryFunctionStores } from '../../fakes/function-store.ts';
import { functionStoreSuite } from './function-store.suite.ts';

functionStoreSuite(async (clock) => memoryFunctionStores(clock));
