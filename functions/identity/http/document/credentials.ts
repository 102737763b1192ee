import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';
import {
  deleted,
  operations,
  type Sample,
  shown,
  under,
} from '../../../platform/http/api-answers.ts';
import { name, text } from '../body.ts';
import { collection, listed, self, selfOf } from './answers.ts';
import * as ids from './examples.ts';

const role = z.union([z.strictObject({ id: text(64) }), z.strictObject({ name })]);

const body = z
  .strictObject({
    application_credential: z.strictObject({
      id: text(255).optional().meta({ description: 'Ignored.' }),
      name,
      description: text(16_384).nullish(),
      secret: text(4096).nullish().meta({ description: 'By default one is made.' }),
      roles: z
        .array(role)
        .max(64)
        .optional()
        .meta({ description: 'Of the token’s roles; by default all of them.' }),
      expires_at: text(64).nullish().meta({ format: 'future-time' }),
      unrestricted: z
        .boolean()
        .nullish()
        .meta({ description: 'Whether its tokens may manage application credentials.' }),
      project_id: text(64).optional().meta({ description: 'Ignored: it is the token’s.' }),
      system: text(64).nullish().meta({ description: 'Ignored.' }),
      access_rules: z
        .array(z.unknown())
        .max(0)
        .optional()
        .meta({ description: 'Refused: they would not be enforced.' }),
    }),
  })
  .meta({ id: 'ApplicationCredentialBody' });

const fields = {
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  user_id: z.string(),
  project_id: z.string(),
  system: z.null(),
  expires_at: z.string().nullable(),
  unrestricted: z.boolean(),
  roles: z.array(z.strictObject({ id: z.string(), name: z.string(), domain_id: z.null() })),
  links: self,
};
const example = {
  id: ids.credentialId,
  name: 'ci',
  description: null,
  user_id: ids.userId,
  project_id: ids.projectId,
  system: null,
  expires_at: null,
  unrestricted: false,
  roles: [{ id: ids.roleId, name: 'member', domain_id: null }],
  links: selfOf(`users/${ids.userId}/application_credentials/${ids.credentialId}`),
};
const credential: Sample = {
  schema: z.strictObject(fields).meta({ id: 'ApplicationCredential' }),
  example,
};
const withSecret: Sample = {
  schema: z
    .strictObject({ ...fields, secret: z.string() })
    .meta({ id: 'NewApplicationCredential', description: 'The secret is not shown again.' }),
  example: { ...example, secret: 'not shown again' },
};

const own = 'Of another user’s, for administrators.';

export const credentials = operations('Application credentials', {
  'GET /identity/v3/users/{user}/application_credentials': {
    summary: 'List application credentials',
    description: own,
    query: listed(['id', 'name']),
    answers: {
      200: shown('Without secrets.', collection('application_credentials', credential)),
    },
    refusals: [403, 404],
  },
  'POST /identity/v3/users/{user}/application_credentials': {
    summary: 'Create an application credential',
    description: 'Of the caller’s own, in the token’s project.',
    body: json(body, {
      application_credential: { name: 'ci', roles: [{ name: 'member' }] },
    }),
    answers: {
      201: shown('With its secret.', under('application_credential', withSecret)),
    },
    refusals: [403, 404, 409, 413],
  },
  'GET /identity/v3/users/{user}/application_credentials/{id}': {
    summary: 'Show an application credential',
    description: own,
    answers: { 200: shown('Without its secret.', under('application_credential', credential)) },
    refusals: [403, 404],
  },
  'DELETE /identity/v3/users/{user}/application_credentials/{id}': {
    summary: 'Delete an application credential',
    description: 'Its tokens end.',
    answers: deleted,
    refusals: [403, 404],
  },
  'GET /identity/v3/users/{user}/access_rules': {
    summary: 'List access rules: there are none',
    description: own,
    query: listed(['id', 'service', 'path', 'method']),
    answers: {
      200: shown('None.', {
        ...collection('access_rules', { schema: z.unknown(), example: null }),
        example: {
          access_rules: [],
          links: {
            self: `${ids.v3}/users/${ids.userId}/access_rules`,
            next: null,
            previous: null,
          },
        },
      }),
    },
    refusals: [403, 404],
  },
  'GET /identity/v3/users/{user}/access_rules/{id}': {
    summary: 'Refused: there are no access rules',
    answers: {},
    refusals: [403, 404],
  },
  'DELETE /identity/v3/users/{user}/access_rules/{id}': {
    summary: 'Refused: there are no access rules',
    answers: {},
    refusals: [403, 404],
  },
});
