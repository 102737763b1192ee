import { memoryPackageStore } from '../../fakes/package-store.ts';
import { packageStoreSuite } from './package-store.suite.ts';

packageStoreSuite(async () => memoryPackageStore());
