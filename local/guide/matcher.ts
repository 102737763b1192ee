import type { Matcher } from './check.ts';

export const anyText: Matcher = {
  description: 'a text',
  matches: (found) => typeof found === 'string',
};

const text = (description: string, pattern: RegExp): Matcher => ({
  description,
  matches: (found) => typeof found === 'string' && pattern.test(found),
});

export const uuid = text('a UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** The code of a package, which Qinling prints as a Python dictionary. */
export const packageCode: Matcher = {
  description: "{'source': 'package', 'md5sum': '…'}",
  matches: (found) =>
    typeof found === 'string' &&
    /'source': 'package'/.test(found) &&
    /'md5sum': '[0-9a-f]{32}'/.test(found),
};

/** The maximum age of an object that the guide has just created. */
const recentMilliseconds = 10 * 60 * 1000;

const recent = (description: string, pattern: RegExp, zone: string): Matcher => ({
  description,
  matches: (found) => {
    if (typeof found !== 'string' || !pattern.test(found)) return false;
    const age = Date.now() - Date.parse(found + zone);
    return age > -2000 && age < recentMilliseconds;
  },
});

/** A recent time in Qinling's format. */
export const recentInQinling = recent(
  'a recent time, YYYY-MM-DDTHH:MM:SSZ',
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  '',
);

/** A recent time in Aodh's format: UTC without a time zone. */
export const recentInAodh = recent(
  'a recent time, YYYY-MM-DDTHH:MM:SS.ffffff',
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$/,
  'Z',
);

export const seconds: Matcher = {
  description: 'seconds',
  matches: (found) => typeof found === 'number' && found >= 0,
};
