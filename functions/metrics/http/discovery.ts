import type { Json } from '../../platform/core/python-json.ts';

/** `ceilometer-upgrade` refuses anything but a 4 from 4.2 on. What we answer is what this version answers. */
const build = '4.7.1';

/** `GET /`, without token. */
export const versions = (root: string): Json => ({
  build,
  versions: [
    {
      status: 'CURRENT',
      links: [{ rel: 'self', href: `${root}/v1/` }],
      id: 'v1.0',
      updated: '2015-03-19',
    },
  ],
});

const paths: readonly string[] = [
  'aggregates',
  'aggregation',
  'archive_policy',
  'archive_policy_rule',
  'batch',
  'capabilities',
  'metric',
  'resource',
  'resource_type',
  'search',
  'status',
];

/** `GET /v1`. */
export const links = (root: string): Json => ({
  version: '1.0',
  links: [
    { rel: 'self', href: `${root}/v1` },
    ...paths.map((path) => ({ rel: path, href: `${root}/v1/${path}` })),
  ],
});
