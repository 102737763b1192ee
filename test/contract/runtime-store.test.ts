import { memoryRuntimeStore } from '../../functions/adapters/memory/runtime-store.ts';
import { runtimeStoreSuite } from './runtime-store.suite.ts';

runtimeStoreSuite(async () => memoryRuntimeStore());
