import type { Service } from '../core/catalog.ts';
import type { ServiceEndpoint } from '../app/service-catalog.ts';
import type { RoleAssignment } from '../app/role-assignments.ts';
import type { ApplicationCredential, Project, TokenClaims, User } from '../core/identity.ts';
import { defaultDomain } from '../core/domain.ts';
import { roleIds } from '../core/roles.ts';
import type { Role } from '../../platform/core/caller.ts';

const roleView = (role: Role) => ({ id: roleIds[role], name: role });

/** The body of an issued or validated token (`keystone/common/render_token.py`). */
export const tokenView = (claims: TokenClaims, services: readonly Service[] | undefined) => ({
  token: {
    methods: claims.methods,
    user: {
      domain: defaultDomain,
      id: claims.userId,
      name: claims.userName,
      password_expires_at: null,
    },
    audit_ids: [claims.id, ...claims.ancestors.slice(0, 1)],
    expires_at: claims.expiresAt,
    issued_at: claims.issuedAt,
    ...(claims.project && {
      project: { domain: defaultDomain, id: claims.project.id, name: claims.project.name },
      is_domain: false,
      roles: claims.roles.map(roleView),
      ...(services && { catalog: services.map(serviceView) }),
    }),
    ...(claims.applicationCredential && {
      application_credential: {
        id: claims.applicationCredential.id,
        name: claims.applicationCredential.name,
        restricted: !claims.applicationCredential.unrestricted,
      },
    }),
  },
});

export const serviceView = ({ endpoints, id, type, name }: Service) => ({
  endpoints: endpoints.map((endpoint) => ({
    id: endpoint.id,
    interface: endpoint.interface,
    region_id: endpoint.region,
    url: endpoint.url,
    region: endpoint.region,
  })),
  id,
  type,
  name,
});

export const projectView = (project: Project, v3: string) => ({
  id: project.id,
  name: project.name,
  domain_id: defaultDomain.id,
  description: project.description,
  enabled: project.enabled,
  parent_id: defaultDomain.id,
  is_domain: false,
  tags: [],
  options: {},
  links: { self: `${v3}/projects/${project.id}` },
});

/** Without the hash of the secret; the answer to a creation adds the secret. */
export const applicationCredentialView = (credential: ApplicationCredential, v3: string) => ({
  id: credential.id,
  name: credential.name,
  description: credential.description,
  user_id: credential.userId,
  project_id: credential.projectId,
  system: null,
  // Keystone prints this timestamp without a zone.
  expires_at: credential.expiresAt?.slice(0, -1) ?? null,
  unrestricted: credential.unrestricted,
  roles: credential.roles.map((role) => ({ ...roleView(role), domain_id: null })),
  links: {
    self: `${v3}/users/${credential.userId}/application_credentials/${credential.id}`,
  },
});

/** A list, complete unless the answer says otherwise. */
export const collectionView = <Item>(name: string, items: readonly Item[], self: string) => ({
  [name]: items,
  links: { next: null, self, previous: null },
});

/** Without the password hash. */
export const userView = (user: User, v3: string) => ({
  id: user.id,
  name: user.name,
  domain_id: defaultDomain.id,
  enabled: user.enabled,
  ...(user.defaultProjectId !== null && { default_project_id: user.defaultProjectId }),
  ...(user.description !== undefined && { description: user.description }),
  ...(user.email !== undefined && { email: user.email }),
  password_expires_at: null,
  options: {},
  links: { self: `${v3}/users/${user.id}` },
});

export const roleFullView = (role: Role, v3: string) => ({
  ...roleView(role),
  domain_id: null,
  description: null,
  options: { immutable: true },
  links: { self: `${v3}/roles/${roleIds[role]}` },
});

export const roleAssignmentView = (
  { user, project, role }: RoleAssignment,
  v3: string,
  withNames: boolean,
) => {
  const refer = ({ id, name }: Pick<User | Project, 'id' | 'name'>) =>
    withNames ? { id, name, domain: defaultDomain } : { id };
  return {
    role: withNames ? roleView(role) : { id: roleIds[role] },
    user: refer(user),
    scope: { project: refer(project) },
    links: {
      assignment: `${v3}/projects/${project.id}/users/${user.id}/roles/${roleIds[role]}`,
    },
  };
};

export const domainView = (v3: string) => ({
  ...defaultDomain,
  description: 'The default domain',
  enabled: true,
  tags: [],
  options: {},
  links: { self: `${v3}/domains/${defaultDomain.id}` },
});

export const serviceFullView = ({ id, name, type }: Service, v3: string) => ({
  id,
  name,
  type,
  enabled: true,
  description: '',
  links: { self: `${v3}/services/${id}` },
});

export const endpointView = (endpoint: ServiceEndpoint, v3: string) => ({
  id: endpoint.id,
  interface: endpoint.interface,
  region: endpoint.region,
  region_id: endpoint.region,
  service_id: endpoint.serviceId,
  url: endpoint.url,
  enabled: true,
  links: { self: `${v3}/endpoints/${endpoint.id}` },
});

export const regionView = (id: string, v3: string) => ({
  id,
  description: '',
  parent_region_id: null,
  links: { self: `${v3}/regions/${encodeURIComponent(id)}` },
});
