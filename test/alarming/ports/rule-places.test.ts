import { memoryRulePlaces } from '../../fakes/rule-places.ts';
import { rulePlacesSuite } from './rule-places.suite.ts';

rulePlacesSuite(async () => {
  const places = memoryRulePlaces({ whole: false });
  return { places, rows: places.rows };
});
