import { memoryRuntimeStore } from '../../fakes/runtime-store.ts';
import { runtimeStoreSuite } from './runtime-store.suite.ts';

runtimeStoreSuite(async (pythons) => memoryRuntimeStore(pythons));
