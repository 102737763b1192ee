import { memoryRulePlaces } from '../../functions/adapters/memory/rule-places.ts';
import { rulePlacesSuite } from './rule-places.suite.ts';

rulePlacesSuite(async () => memoryRulePlaces());
