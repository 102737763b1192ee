import { propertyRuns } from '../../support/property-runs.ts';

const few = propertyRuns(4000);

/**
 * How many of all generated requests against the identity API a property makes. There are 4,000 in all
 * unless `TAIBAI_GENERATED_REQUESTS` says another number.
 */
export const generatedRequests = (share: number): number =>
  Math.ceil(Number(process.env['TAIBAI_GENERATED_REQUESTS'] ?? few) * share);
