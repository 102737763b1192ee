import { memoryFunctionStore } from '../../fakes/function-store.ts';
import { memoryVersionStore } from '../../fakes/version-store.ts';
import { versionStoreSuite } from './version-store.suite.ts';

versionStoreSuite(async (clock) => {
  const functions = memoryFunctionStore(clock);
  return { functions, versions: memoryVersionStore(functions, clock) };
});
