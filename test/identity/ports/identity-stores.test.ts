import { memoryIdentityStores } from '../../fakes/identity-stores.ts';
import { identityStoresSuite } from './identity-stores.suite.ts';

identityStoresSuite(async () => memoryIdentityStores());
