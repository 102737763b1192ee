import { memoryIdentityStore } from '../../functions/adapters/memory/identity-store.ts';
import { identityStoreSuite } from './identity-store.suite.ts';

identityStoreSuite(async () => memoryIdentityStore());
