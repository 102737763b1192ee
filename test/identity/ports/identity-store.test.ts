import { memoryIdentityStore } from '../../fakes/identity-store.ts';
import { identityStoreSuite } from './identity-store.suite.ts';

identityStoreSuite(async () => memoryIdentityStore());
