import { memoryFunctionStores } from '../../fakes/function-store.ts';
import { memoryVersionStores } from '../../fakes/version-store.ts';
import { versionStoreSuite } from './version-store.suite.ts';

versionStoreSuite(async (clock) => {
  const { functionRows, ...functionStores } = memoryFunctionStores(clock);
  return { ...functionStores, ...memoryVersionStores(functionRows, clock) };
});
