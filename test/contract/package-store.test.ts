import { memoryPackageStore } from '../../functions/adapters/memory/package-store.ts';
import { packageStoreSuite } from './package-store.suite.ts';

packageStoreSuite(async () => memoryPackageStore());
