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
import { answerList } from './list-answer.ts';
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
      const views = listDomains(context.get('requester')).map(() => domainView(v3));
      const attributes = ['id', 'name', 'enabled'];
      return answerList(context, { name: 'domains', views, self: `${v3}/domains`, attributes });
    })
    .get('/domains/:id', guard, (context) => {
      requireDomain(context.get('requester'), context.req.param('id'));
      return context.json({ domain: domainView(v3) });
    })
    .get('/services', guard, (context) => {
      const views = listServices(ports, context.get('requester')).map((service) =>
        serviceFullView(service, v3),
      );
      const attributes = ['id', 'name', 'type', 'enabled'];
      return answerList(context, { name: 'services', views, self: `${v3}/services`, attributes });
    })
    .get('/services/:id', guard, (context) => {
      const service = showService(ports, context.get('requester'), context.req.param('id'));
      return context.json({ service: serviceFullView(service, v3) });
    })
    .get('/endpoints', guard, (context) => {
      const views = listEndpoints(ports, context.get('requester')).map((one) =>
        endpointView(one, v3),
      );
      const attributes = ['id', 'interface', 'service_id', 'region_id', 'region', 'enabled'];
      return answerList(context, { name: 'endpoints', views, self: `${v3}/endpoints`, attributes });
    })
    .get('/endpoints/:id', guard, (context) => {
      const endpoint = showEndpoint(ports, context.get('requester'), context.req.param('id'));
      return context.json({ endpoint: endpointView(endpoint, v3) });
    })
    .get('/regions', guard, (context) => {
      const views = [regionView(region, v3)];
      const attributes = ['id', 'parent_region_id'];
      return answerList(context, { name: 'regions', views, self: `${v3}/regions`, attributes });
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
