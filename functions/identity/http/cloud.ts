import { Hono } from 'hono/quick';
import { requireAdmin } from '../app/require-admin.ts';
import type { WithIdentitySettings } from '../app/settings.ts';
import type { VerifyToken } from '../app/verify-token.ts';
import { catalog } from '../core/catalog.ts';
import { defaultDomain } from '../core/domain.ts';
import { forbidden, notFound } from '../core/refusal.ts';
import type { Audited } from './audit.ts';
import { wantedBy } from './query.ts';
import { requireToken } from './require-token.ts';
import { collectionView, domainView, endpointView, regionView, serviceFullView } from './views.ts';

/** What a deployment's settings fix: its domain, services, endpoints and region. They are shown and never changed here. */
export function cloud(ports: WithIdentitySettings & { readonly verifyToken: VerifyToken }) {
  const { publicUrl, region } = ports.settings;
  const v3 = `${publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);
  const services = catalog(publicUrl, region);
  const serviceAt = (id: string) =>
    found(
      'service',
      id,
      services.find((service) => service.id === id),
    );
  const endpointAt = (id: string) =>
    found(
      'endpoint',
      id,
      services.find(({ endpoint }) => endpoint.id === id),
    );
  const requireRegion = (id: string) => found('region', id, id === region ? id : undefined);

  const app = new Hono<{ Variables: Audited }>({ strict: false })
    .get('/domains', guard, (context) => {
      requireAdmin(context.get('asker'), 'identity:list_domains');
      const wanted = [{ ...defaultDomain, enabled: true }].filter(wantedBy(context.req));
      const views = wanted.map(() => domainView(v3));
      return context.json(collectionView('domains', views, `${v3}/domains`));
    })
    .get('/domains/:id', guard, (context) => {
      const asker = context.get('asker');
      const id = context.req.param('id');
      if (!asker.project || id !== defaultDomain.id) requireAdmin(asker, 'identity:get_domain');
      requireDomain(id);
      return context.json({ domain: domainView(v3) });
    })
    .get('/services', guard, (context) => {
      requireAdmin(context.get('asker'), 'identity:list_services');
      const { type } = context.req.query();
      const views = services
        .filter(wantedBy(context.req))
        .filter((service) => type === undefined || service.type === type)
        .map((service) => serviceFullView(service, v3));
      return context.json(collectionView('services', views, `${v3}/services`));
    })
    .get('/services/:id', guard, (context) => {
      requireAdmin(context.get('asker'), 'identity:get_service');
      const service = serviceAt(context.req.param('id'));
      return context.json({ service: serviceFullView(service, v3) });
    })
    .get('/endpoints', guard, (context) => {
      requireAdmin(context.get('asker'), 'identity:list_endpoints');
      const { service_id: service, region_id: at, interface: face } = context.req.query();
      const views = services
        .filter(({ id }) => service === undefined || id === service)
        .filter(() => (at === undefined || at === region) && (face ?? 'public') === 'public')
        .map((one) => endpointView(one, v3));
      return context.json(collectionView('endpoints', views, `${v3}/endpoints`));
    })
    .get('/endpoints/:id', guard, (context) => {
      requireAdmin(context.get('asker'), 'identity:get_endpoint');
      return context.json({ endpoint: endpointView(endpointAt(context.req.param('id')), v3) });
    })
    .get('/regions', guard, (context) => {
      const { parent_region_id: parent } = context.req.query();
      const views = parent ? [] : [regionView(region, v3)];
      return context.json(collectionView('regions', views, `${v3}/regions`));
    })
    .get('/regions/:id', guard, (context) => {
      requireRegion(context.req.param('id'));
      return context.json({ region: regionView(region, v3) });
    });

  for (const [kind, requireOne] of [
    ['domain', requireDomain],
    ['service', serviceAt],
    ['endpoint', endpointAt],
    ['region', requireRegion],
  ] as const) {
    app.post(`/${kind}s`, guard, () => {
      throw forbidden(`identity:create_${kind}`);
    });
    app.on(['PATCH', 'DELETE'], `/${kind}s/:id`, guard, (context) => {
      const policy = `identity:${context.req.method === 'PATCH' ? 'update' : 'delete'}_${kind}`;
      requireAdmin(context.get('asker'), policy);
      requireOne(context.req.param('id'));
      throw forbidden(policy);
    });
  }
  return app;
}

const requireDomain = (id: string): string =>
  found('domain', id, id === defaultDomain.id ? id : undefined);

function found<Thing>(what: string, id: string, thing: Thing | undefined): Thing {
  if (thing === undefined) throw notFound(what, id);
  return thing;
}
