import { Hono } from 'hono/quick';
import {
  catalogKinds,
  catalogOf,
  listDomains,
  listEndpoints,
  listServices,
  refuseToChange,
  refuseToCreate,
  requireDomain,
  requireRegion,
  showEndpoint,
  showService,
} from '../app/service-catalog.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { wantedBy } from './query.ts';
import { requireToken } from './require-token.ts';
import {
  collectionView,
  domainView,
  endpointView,
  regionView,
  serviceFullView,
  serviceView,
} from './views.ts';

/** `/v3/auth/catalog`, and the domains, services, endpoints and regions, which are read-only here. */
export function serviceCatalog(ports: Pick<Ports, 'settings' | 'verifyToken'>) {
  const { publicUrl, region } = ports.settings;
  const v3 = `${publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);

  const app = new Hono<{ Variables: Audited }>({ strict: false })
    .get('/auth/catalog', guard, (context) => {
      const services = catalogOf(ports, context.get('requester'));
      return context.json({
        catalog: services.map(serviceView),
        links: { self: `${v3}/auth/catalog` },
      });
    })
    .get('/auth/domains', guard, (context) =>
      context.json(collectionView('domains', [], `${v3}/auth/domains`)),
    )
    .get('/domains', guard, (context) => {
      const wanted = listDomains(context.get('requester')).filter(wantedBy(context.req));
      const views = wanted.map(() => domainView(v3));
      return context.json(collectionView('domains', views, `${v3}/domains`));
    })
    .get('/domains/:id', guard, (context) => {
      requireDomain(context.get('requester'), context.req.param('id'));
      return context.json({ domain: domainView(v3) });
    })
    .get('/services', guard, (context) => {
      const { type } = context.req.query();
      const views = listServices(ports, context.get('requester'))
        .filter(wantedBy(context.req))
        .filter((service) => type === undefined || service.type === type)
        .map((service) => serviceFullView(service, v3));
      return context.json(collectionView('services', views, `${v3}/services`));
    })
    .get('/services/:id', guard, (context) => {
      const service = showService(ports, context.get('requester'), context.req.param('id'));
      return context.json({ service: serviceFullView(service, v3) });
    })
    .get('/endpoints', guard, (context) => {
      const { service_id: service, region_id: at, interface: face } = context.req.query();
      const views = listEndpoints(ports, context.get('requester'))
        .filter(({ id }) => service === undefined || id === service)
        .filter(() => (at === undefined || at === region) && (face ?? 'public') === 'public')
        .map((one) => endpointView(one, v3));
      return context.json(collectionView('endpoints', views, `${v3}/endpoints`));
    })
    .get('/endpoints/:id', guard, (context) => {
      const service = showEndpoint(ports, context.get('requester'), context.req.param('id'));
      return context.json({ endpoint: endpointView(service, v3) });
    })
    .get('/regions', guard, (context) => {
      const { parent_region_id: parent } = context.req.query();
      const views = parent ? [] : [regionView(region, v3)];
      return context.json(collectionView('regions', views, `${v3}/regions`));
    })
    .get('/regions/:id', guard, (context) => {
      requireRegion(ports, context.req.param('id'));
      return context.json({ region: regionView(region, v3) });
    });

  for (const kind of catalogKinds) {
    app.post(`/${kind}s`, guard, () => refuseToCreate(kind));
    app.on(['PATCH', 'DELETE'], `/${kind}s/:id`, guard, (context) => {
      const verb = context.req.method === 'PATCH' ? 'update' : 'delete';
      const change = { kind, id: context.req.param('id'), verb } as const;
      return refuseToChange(ports, context.get('requester'), change);
    });
  }
  return app;
}
