const share = Number(process.env['TAIBAI_PROPERTY_SHARE'] ?? 1);

/**
 * How often a property is tried, of the times it is worth in `npm test`. `npm run check` asks for a
 * share of them, which `TAIBAI_PROPERTY_SHARE` says.
 */
export const propertyRuns = (times: number): number => Math.ceil(times * share);
