import * as z from 'zod';
import { type ApiParameters, json } from '../../../platform/http/api-document.ts';
import {
  deleted,
  operations,
  type Sample,
  shown,
  under,
} from '../../../platform/http/api-answers.ts';
import { name, text } from '../body.ts';
import { collection, domainId, listed, self, selfOf } from './answers.ts';
import * as ids from './examples.ts';

const password = text(4096).min(1);
const change = {
  enabled: z.boolean().optional(),
  password: password.nullish(),
  default_project_id: text(64).nullish(),
  description: text(16_384).nullish(),
  email: text(255).nullish(),
  domain_id: text(64).nullish().meta({ description: '`default`.' }),
  options: z.strictObject({}).optional(),
};

const user: Sample = {
  schema: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      domain_id: domainId,
      enabled: z.boolean(),
      default_project_id: z.string().optional(),
      description: z.string().optional(),
      email: z.string().optional(),
      password_expires_at: z.null(),
      options: z.strictObject({}),
      links: self,
    })
    .meta({ id: 'User' }),
  example: {
    id: ids.userId,
    name: 'demo',
    domain_id: 'default',
    enabled: true,
    default_project_id: ids.projectId,
    password_expires_at: null,
    options: {},
    links: selfOf(`users/${ids.userId}`),
  },
};
const one = under('user', user);

const nobody = { description: 'Keeps none.', schema: z.string() };
const query: ApiParameters = {
  ...listed(['id', 'name', 'enabled', 'domain_id', 'default_project_id', 'description', 'email']),
  idp_id: nobody,
  protocol_id: nobody,
  unique_id: nobody,
  password_expires_at: {
    description: 'Keeps none: no password expires.',
    schema: z.string().regex(/^(lte?|gte?|eq|neq):\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
    example: 'lt:2026-12-08T22:02:00Z',
  },
};

export const users = operations('Users', {
  'GET /identity/v3/users': {
    summary: 'List users',
    description: 'For administrators.',
    query,
    answers: { 200: shown('The users.', collection('users', user)) },
    refusals: [403, 404],
  },
  'POST /identity/v3/users': {
    summary: 'Create a user',
    description: 'For administrators.',
    body: json(
      z.looseObject({ user: z.strictObject({ name, ...change }) }).meta({ id: 'UserBody' }),
      { user: { name: 'ada', password: 'not shown again' } },
    ),
    answers: { 201: shown('The user.', one) },
    refusals: [403, 404, 409, 413],
  },
  'GET /identity/v3/users/{user}': {
    summary: 'Show a user',
    description: 'Another user, for administrators.',
    answers: { 200: shown('The user.', one) },
    refusals: [403, 404],
  },
  'PATCH /identity/v3/users/{user}': {
    summary: 'Change a user',
    description: 'For administrators. Another password and disabling end the user’s tokens.',
    body: json(
      z
        .looseObject({ user: z.strictObject({ name: name.optional(), ...change }) })
        .meta({ id: 'UserChange' }),
      { user: { email: 'demo@example.com' } },
    ),
    answers: { 200: shown('The user.', one) },
    refusals: [403, 404, 409, 413],
  },
  'DELETE /identity/v3/users/{user}': {
    summary: 'Delete a user',
    description: 'For administrators.',
    answers: deleted,
    refusals: [403, 404, 409],
  },
  'POST /identity/v3/users/{user}/password': {
    summary: 'Change the caller’s own password',
    description: 'It ends the caller’s tokens.',
    body: json(
      z
        .looseObject({
          user: z.looseObject({ original_password: text(4096), password }),
        })
        .meta({ id: 'PasswordChange' }),
      { user: { original_password: 'the old one', password: 'the new one' } },
    ),
    answers: { 204: { description: 'It is changed.' } },
    refusals: [403, 404, 409, 413],
  },
});
