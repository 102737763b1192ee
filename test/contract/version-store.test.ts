import { memoryFunctionStore } from '../../functions/adapters/memory/function-store.ts';
import { memoryVersionStore } from '../../functions/adapters/memory/version-store.ts';
import { versionStoreSuite } from './version-store.suite.ts';

versionStoreSuite(async (clock) => {
  const functions = memoryFunctionStore(clock);
  return { functions, versions: memoryVersionStore(functions, clock) };
});
