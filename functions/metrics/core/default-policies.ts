import { type ArchivePolicy, type ArchivePolicyRule, defaultMethods } from './archive-policy.ts';

const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const kept = (granularity: number, timespan: number) => ({
  granularity,
  timespan,
  points: timespan / granularity,
});

/** What `gnocchi-upgrade` makes (`gnocchi/archive_policy.py`, `DEFAULT_ARCHIVE_POLICIES`). */
export const defaultPolicies: readonly ArchivePolicy[] = [
  { name: 'bool', backWindow: 3600, definition: [kept(second, 365 * day)], methods: ['last'] },
  {
    name: 'low',
    backWindow: 0,
    definition: [kept(5 * minute, 30 * day)],
    methods: defaultMethods,
  },
  {
    name: 'medium',
    backWindow: 0,
    definition: [kept(minute, 7 * day), kept(hour, 365 * day)],
    methods: defaultMethods,
  },
  {
    name: 'high',
    backWindow: 0,
    definition: [kept(second, hour), kept(minute, 7 * day), kept(hour, 365 * day)],
    methods: defaultMethods,
  },
];

export const defaultRules: readonly ArchivePolicyRule[] = [
  { name: 'default', policyName: 'low', pattern: '*' },
];
