import { catalog, type Endpoint, type Service } from '../core/catalog.ts';
import { defaultDomain } from '../core/domain.ts';
import type { TokenClaims } from '../core/identity.ts';
import { forbidden, notFound } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';
import { requireAdmin } from './authorization.ts';

/*
 * The domain, services, endpoints and region follow from the settings. They can be read; creating,
 * changing and deleting them is always refused.
 */

type CatalogPorts = Pick<Ports, 'settings'>;

/** The catalog of the requester's token, which must be scoped to a project. */
export function catalogOf(ports: CatalogPorts, requester: TokenClaims): readonly Service[] {
  if (!requester.project) throw forbidden();
  return servicesOf(ports);
}

export function listDomains(requester: TokenClaims) {
  requireAdmin(requester, 'identity:list_domains');
  return [{ ...defaultDomain, enabled: true }];
}

/** Refuses all but the default domain, which every token of a project may see. */
export function requireDomain(requester: TokenClaims, id: string): void {
  if (!requester.project || id !== defaultDomain.id) requireAdmin(requester, 'identity:get_domain');
  existing('domain', id, [defaultDomain]);
}

export function listServices(ports: CatalogPorts, requester: TokenClaims): readonly Service[] {
  requireAdmin(requester, 'identity:list_services');
  return servicesOf(ports);
}

export function showService(ports: CatalogPorts, requester: TokenClaims, id: string): Service {
  requireAdmin(requester, 'identity:get_service');
  return existing('service', id, servicesOf(ports));
}

/** An endpoint with the id of its service. */
export interface ServiceEndpoint extends Endpoint {
  readonly serviceId: string;
}

export function listEndpoints(
  ports: CatalogPorts,
  requester: TokenClaims,
): readonly ServiceEndpoint[] {
  requireAdmin(requester, 'identity:list_endpoints');
  return endpointsOf(ports);
}

export function showEndpoint(
  ports: CatalogPorts,
  requester: TokenClaims,
  id: string,
): ServiceEndpoint {
  requireAdmin(requester, 'identity:get_endpoint');
  return existing('endpoint', id, endpointsOf(ports));
}

/** Refuses all but the one region, which everybody may see. */
export function requireRegion({ settings }: CatalogPorts, id: string): void {
  existing('region', id, [{ id: settings.region }]);
}

export const catalogKinds = ['domain', 'service', 'endpoint', 'region'] as const;
export type CatalogKind = (typeof catalogKinds)[number];

export function refuseToCreate(kind: CatalogKind): never {
  throw forbidden(`identity:create_${kind}`);
}

/** Only an administrator learns whether the thing exists. */
export function refuseToChange(
  ports: CatalogPorts,
  requester: TokenClaims,
  {
    kind,
    id,
    verb,
  }: {
    readonly kind: CatalogKind;
    readonly id: string;
    readonly verb: 'update' | 'delete';
  },
): never {
  const policy = `identity:${verb}_${kind}`;
  requireAdmin(requester, policy);
  requireExisting[kind](ports, id);
  throw forbidden(policy);
}

const requireExisting: Readonly<Record<CatalogKind, (ports: CatalogPorts, id: string) => unknown>> =
  {
    domain: (_ports, id) => existing('domain', id, [defaultDomain]),
    service: (ports, id) => existing('service', id, servicesOf(ports)),
    endpoint: (ports, id) => existing('endpoint', id, endpointsOf(ports)),
    region: (ports, id) => requireRegion(ports, id),
  };

const servicesOf = ({ settings }: CatalogPorts): readonly Service[] => catalog(settings);

const endpointsOf = (ports: CatalogPorts): readonly ServiceEndpoint[] =>
  servicesOf(ports).flatMap(({ id, endpoints }) =>
    endpoints.map((endpoint) => ({ ...endpoint, serviceId: id })),
  );

function existing<Thing extends { readonly id: string }>(
  kind: CatalogKind,
  id: string,
  things: readonly Thing[],
): Thing {
  const thing = things.find((one) => one.id === id);
  if (!thing) throw notFound(kind, id);
  return thing;
}
