import { describe } from 'vitest';
import { memoryMeasureStores } from '../../fakes/measure-stores.ts';
import { measuresSuite } from './measures.suite.ts';

describe('stores of measures in memory', () => {
  measuresSuite(memoryMeasureStores);
});
