import type { Kind } from './check.ts';

const text = (kind: string, pattern: RegExp): Kind => ({
  kind,
  holds: (found) => typeof found === 'string' && pattern.test(found),
});

export const uuid = text('a UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** Qinling prints a package's code as Python does a dictionary. */
export const packageCode: Kind = {
  kind: "{'source': 'package', 'md5sum': '…'}",
  holds: (found) =>
    typeof found === 'string' &&
    /'source': 'package'/.test(found) &&
    /'md5sum': '[0-9a-f]{32}'/.test(found),
};

/** How much older than now something may be that the guide has just made. */
const recentMilliseconds = 10 * 60 * 1000;

const recent = (kind: string, pattern: RegExp, zone: string): Kind => ({
  kind,
  holds: (found) => {
    if (typeof found !== 'string' || !pattern.test(found)) return false;
    const age = Date.now() - Date.parse(found + zone);
    return age > -2000 && age < recentMilliseconds;
  },
});

/** As Qinling writes an instant of the last minutes. */
export const recentInQinling = recent(
  'a recent time, YYYY-MM-DDTHH:MM:SSZ',
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  '',
);

/** As Aodh writes an instant of the last minutes: UTC without saying so. */
export const recentInAodh = recent(
  'a recent time, YYYY-MM-DDTHH:MM:SS.ffffff',
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$/,
  'Z',
);

export const seconds: Kind = {
  kind: 'seconds',
  holds: (found) => typeof found === 'number' && found >= 0,
};
