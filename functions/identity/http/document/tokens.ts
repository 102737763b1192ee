import * as z from 'zod';
import { type ApiParameters, json } from '../../../platform/http/api-document.ts';
import { operations, type Sample, shown } from '../../../platform/http/api-answers.ts';
import { text } from '../body.ts';
import { collection, domain, domainExample, self, selfOf } from './answers.ts';
import * as ids from './examples.ts';

const known = text(255).min(1);
const inDomain = z.union([z.looseObject({ id: known }), z.looseObject({ name: known })]);

/** An id; or a name, and the domain that it is unique in. */
const reference = (others: z.ZodRawShape = {}) =>
  z.union([
    z.looseObject({ id: known, ...others }),
    z.looseObject({ name: known, domain: inDomain, ...others }),
  ]);

const secret = text(4096).nullish();
const login = {
  password: z.looseObject({ user: reference({ password: secret }) }),
  application_credential: z.union([
    z.looseObject({ id: known, secret }),
    z.looseObject({ name: known, secret, user: reference() }),
  ]),
  token: z.looseObject({ id: z.string() }),
};
const methods = Object.keys(login);

const body = z
  .looseObject({
    auth: z.looseObject({
      identity: z.union([
        ...Object.entries(login).map(([method, schema]) =>
          z.looseObject({
            methods: z.array(z.literal(method)).min(1).max(16),
            [method]: schema,
          }),
        ),
        z.looseObject({ methods: z.array(z.enum(methods)).min(1).max(16), ...login }),
      ]),
      scope: z
        .union([
          z.literal('unscoped'),
          z.looseObject({ project: reference() }),
          z.looseObject({ unscoped: z.unknown() }),
        ])
        .optional()
        .meta({ description: 'By default the credential’s project, or the user’s default one.' }),
    }),
  })
  .meta({ id: 'Login', description: 'Every method has a member of its name.' });

const bodyExample = {
  auth: {
    identity: {
      methods: ['application_credential'],
      application_credential: { id: ids.credentialId, secret: 'not shown again' },
    },
  },
};

const endpoint = z.strictObject({
  id: z.string(),
  interface: z.enum(['public', 'internal', 'admin']),
  region: z.string(),
  region_id: z.string(),
  url: z.string(),
});
const catalog = z.array(
  z
    .strictObject({
      id: z.string(),
      type: z.string(),
      name: z.string(),
      endpoints: z.array(endpoint),
    })
    .meta({ id: 'CatalogService' }),
);
const catalogExample = [
  {
    id: '4a206e7c8c45a26a783ea5133dec8c99',
    type: 'alarming',
    name: 'aodh',
    endpoints: [
      {
        id: '87002bf4002037c868e8cafb297b383b',
        interface: 'public',
        region: 'RegionOne',
        region_id: 'RegionOne',
        url: 'https://taibai.example.com/alarming',
      },
    ],
  },
];

const named = { id: z.string(), name: z.string() };
const token: Sample = {
  schema: z
    .strictObject({
      token: z.strictObject({
        methods: z.array(z.string()),
        user: z.strictObject({ domain, ...named, password_expires_at: z.null() }),
        audit_ids: z.array(z.string()).min(1).max(2),
        expires_at: z.string(),
        issued_at: z.string(),
        project: z
          .strictObject({ domain, ...named })
          .optional()
          .meta({ description: 'None of an unscoped token, which has no roles and no catalog.' }),
        is_domain: z.literal(false).optional(),
        roles: z.array(z.strictObject(named)).optional(),
        catalog: catalog.optional(),
        application_credential: z
          .strictObject({ ...named, restricted: z.boolean() })
          .optional()
          .meta({ description: 'The one that it was issued for.' }),
      }),
    })
    .meta({ id: 'Token' }),
  example: {
    token: {
      methods: ['application_credential'],
      user: {
        domain: domainExample,
        id: ids.userId,
        name: 'demo',
        password_expires_at: null,
      },
      audit_ids: [ids.auditId],
      expires_at: ids.expires,
      issued_at: ids.issued,
      project: { domain: domainExample, id: ids.projectId, name: 'demo' },
      is_domain: false,
      roles: [{ id: ids.roleId, name: 'member' }],
      catalog: catalogExample,
      application_credential: { id: ids.credentialId, name: 'ci', restricted: true },
    },
  },
};

const nocatalog: ApiParameters = {
  nocatalog: { description: 'Leaves the catalog out.', schema: z.string(), example: '' },
};
const subject: ApiParameters = {
  'X-Subject-Token': {
    description: 'The token that is asked about.',
    schema: z.string(),
    required: true,
  },
};
const withToken = {
  'X-Subject-Token': { description: 'The token itself.', schema: z.string() },
};

export const tokens = operations('Tokens', {
  'POST /identity/v3/auth/tokens': {
    summary: 'Log in',
    description:
      'After too many failures, 401 has `Retry-After`, whether the password is right or not.',
    open: true,
    query: nocatalog,
    body: json(body, bodyExample),
    answers: { 201: { ...shown('The token is in the header.', token), headers: withToken } },
    refusals: [401, 403, 404, 413],
  },
  'GET /identity/v3/auth/tokens': {
    summary: 'Show what a token says',
    headers: subject,
    query: nocatalog,
    answers: { 200: { ...shown('What it says.', token), headers: withToken } },
    refusals: [403, 404],
  },
  'DELETE /identity/v3/auth/tokens': {
    summary: 'Revoke a token, and those exchanged from it',
    headers: subject,
    answers: { 204: { description: 'It is not valid any more.' } },
    refusals: [403, 404],
  },
  'GET /identity/v3/auth/catalog': {
    summary: 'List the services and where they are',
    answers: {
      200: shown('The catalog.', {
        schema: z.strictObject({ catalog, links: self }),
        example: { catalog: catalogExample, links: selfOf('auth/catalog') },
      }),
    },
    refusals: [403],
  },
  'GET /identity/v3/auth/domains': {
    summary: 'List the domains that the caller could get a token for: none',
    answers: {
      200: shown('None.', {
        ...collection('domains', { schema: z.unknown(), example: null }),
        example: {
          domains: [],
          links: { self: `${ids.v3}/auth/domains`, next: null, previous: null },
        },
      }),
    },
  },
});
