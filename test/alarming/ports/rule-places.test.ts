import { memoryRulePlaces } from '../../fakes/rule-places.ts';
import { rulePlacesSuite } from './rule-places.suite.ts';

rulePlacesSuite(async () => memoryRulePlaces());
