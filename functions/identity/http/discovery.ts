import { Hono } from 'hono/quick';

/** Version discovery, without a token (`keystone/api/discovery.py`). Its URLs come from the settings, never from a request. */
export function discovery(identityUrl: string): Hono {
  const version = {
    id: 'v3.14',
    status: 'stable',
    updated: '2020-04-07T00:00:00Z',
    links: [{ rel: 'self', href: `${identityUrl}/v3/` }],
    'media-types': [
      { base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' },
    ],
  };
  return new Hono({ strict: false })
    .get('/', (context) =>
      context.json({ versions: { values: [version] } }, 300, { Location: `${identityUrl}/v3/` }),
    )
    .get('/v3', (context) => context.json({ version }))
    .get('/healthcheck', (context) => context.text('OK'));
}
