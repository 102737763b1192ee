const share = Number(process.env['TAIBAI_PROPERTY_SHARE'] ?? 1);

/**
 * The number of runs of a property. In `npm test` it is `times`; `npm run check` reduces it to the share
 * in `TAIBAI_PROPERTY_SHARE`.
 */
export const propertyRuns = (times: number): number => Math.ceil(times * share);
