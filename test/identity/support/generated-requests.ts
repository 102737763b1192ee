import { propertyRuns } from '../../support/property-runs.ts';

const few = propertyRuns(4000);

/**
 * The number of generated requests that a property makes against the identity API, which is its share of
 * all. There are 4,000 in all, unless `TAIBAI_GENERATED_REQUESTS` sets another number.
 */
export const generatedRequests = (share: number): number =>
  Math.ceil(Number(process.env['TAIBAI_GENERATED_REQUESTS'] ?? few) * share);
