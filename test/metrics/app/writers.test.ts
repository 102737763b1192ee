import { describe } from 'vitest';
import { memoryMeasureStores } from '../../fakes/measure-stores.ts';
import { writersSuite } from './writers.suite.ts';

describe('writers in memory', () => {
  writersSuite(memoryMeasureStores);
});
