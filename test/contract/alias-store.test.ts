import { memoryAliasStore } from '../../functions/adapters/memory/alias-store.ts';
import { aliasStoreSuite } from './alias-store.suite.ts';

aliasStoreSuite(async () => memoryAliasStore());
