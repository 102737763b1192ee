import { memoryAliasStore } from '../../fakes/alias-store.ts';
import { aliasStoreSuite } from './alias-store.suite.ts';

aliasStoreSuite(async () => memoryAliasStore());
