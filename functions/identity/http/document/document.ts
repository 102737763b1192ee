import * as z from 'zod';
import { type ApiDialect, json } from '../../../platform/http/api-document.ts';
import { operations, shown } from '../../../platform/http/api-answers.ts';
import { catalog } from './catalog.ts';
import { credentials } from './credentials.ts';
import * as ids from './examples.ts';
import { projects } from './projects.ts';
import { grants, roles } from './roles.ts';
import { tokens } from './tokens.ts';
import { users } from './users.ts';

/** What Keystone prints when it refuses. */
const refusal = json(
  z
    .strictObject({
      error: z.strictObject({ code: z.int(), message: z.string(), title: z.string() }),
    })
    .meta({ id: 'KeystoneRefusal' }),
  { error: { code: 404, message: 'Could not find project: ….', title: 'Not Found' } },
);

const version = z
  .strictObject({
    id: z.string(),
    status: z.string(),
    updated: z.string(),
    links: z.array(z.strictObject({ rel: z.string(), href: z.string() })),
    'media-types': z.array(z.strictObject({ base: z.string(), type: z.string() })),
  })
  .meta({ id: 'KeystoneVersion' });
const versionExample = {
  id: 'v3.14',
  status: 'stable',
  updated: '2020-04-07T00:00:00Z',
  links: [{ rel: 'self', href: `${ids.v3}/` }],
  'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
};

const service = operations('Identity', {
  'GET /identity': {
    summary: 'List the versions of the identity service',
    open: true,
    answers: {
      300: {
        ...shown('The one version.', {
          schema: z.strictObject({ versions: z.strictObject({ values: z.array(version) }) }),
          example: { versions: { values: [versionExample] } },
        }),
        headers: { Location: { description: 'Its URL.', schema: z.string() } },
      },
    },
  },
  'GET /identity/v3': {
    summary: 'Show version 3',
    open: true,
    answers: {
      200: shown('The version.', {
        schema: z.strictObject({ version }),
        example: { version: versionExample },
      }),
    },
  },
  'GET /identity/healthcheck': {
    summary: 'Say that the identity service is there',
    open: true,
    answers: {
      200: {
        description: 'It is.',
        content: { 'text/plain': { schema: z.string(), example: 'OK' } },
      },
    },
  },
});

const id = (what: string, example?: string) => ({
  description: `The ${what} id.`,
  schema: z.string(),
  ...(example !== undefined && { example }),
});

/** Keystone v3 in the API document. */
export const identityDocument: ApiDialect = {
  service: 'Identity (Keystone v3)',
  tags: {
    Tokens: 'Logging in, and the catalog of services.',
    Projects: 'What owns everything.',
    Users: 'Who acts.',
    Roles: 'Four fixed roles, and who has them where.',
    'Application credentials': 'Logins of programs, with some of a user’s roles in one project.',
    Catalog: 'Domains, services, endpoints and regions, which follow from the settings.',
    Identity: 'The identity service itself.',
  },
  refusal,
  refusals: [400, 500, 503],
  path: {
    user: id('user’s', ids.userId),
    project: id('project’s', ids.projectId),
    role: id('role’s', ids.roleId),
    id: id('thing’s'),
  },
  operations: {
    ...tokens,
    ...projects,
    ...users,
    ...roles,
    ...grants,
    ...credentials,
    ...catalog,
    ...service,
  },
};
