import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';
import { deleted, operations, redirected } from '../../../platform/http/api-answers.ts';
import { allProjects, begun, download, list, one, zip } from './answers.ts';
import * as bodies from './bodies.ts';
import { fn, listedFunction, version, worker } from './schemas.ts';

export const functions = operations('Functions', {
  'GET /v1/functions': {
    summary: 'List functions',
    query: allProjects,
    answers: { 200: list('functions', listedFunction), 302: redirected },
    refusals: [403],
  },
  'POST /v1/functions': {
    summary: 'Create a function',
    body: bodies.newFunction,
    answers: { 201: one('The function. Lambda makes it ready in seconds.', fn) },
    refusals: [404, 409, 413],
  },
  'GET /v1/functions/{id}': {
    summary: 'Show a function, or download its package',
    query: download,
    answers: {
      200: { description: 'The function, or its package.', content: { ...json(fn), ...zip } },
      302: redirected,
    },
    refusals: [404],
  },
  'PUT /v1/functions/{id}': {
    summary: 'Change a function',
    body: bodies.changedFunction,
    bodyIsOptional: true,
    answers: { 200: one('The function. No run uses the old code from now on.', fn) },
    refusals: [403, 404, 409, 413],
  },
  'DELETE /v1/functions/{id}': {
    summary: 'Delete a function',
    answers: deleted,
    refusals: [403, 404, 409],
  },
  'POST /v1/functions/{id}/detach': {
    summary: 'Replace the environments of a function',
    description: 'For administrators.',
    answers: begun,
    refusals: [403, 404, 409],
  },
  'POST /v1/functions/{id}/scale_up': {
    summary: 'Keep more environments of the newest code ready',
    description:
      'For administrators. Lambda keeps environments of versions only, so this does nothing.',
    body: bodies.count,
    answers: begun,
    refusals: [403, 404, 409],
  },
  'POST /v1/functions/{id}/scale_down': {
    summary: 'Keep fewer environments of the newest code ready',
    description:
      'For administrators. Lambda keeps environments of versions only, so this does nothing.',
    body: bodies.count,
    answers: begun,
    refusals: [403, 404, 409],
  },
  'GET /v1/functions/{id}/workers': {
    summary: 'List the environments that run a function',
    description: 'For administrators.',
    query: {
      function_version: { description: 'Of this version.', schema: z.string(), example: '0' },
    },
    answers: { 200: list('workers', worker) },
    refusals: [403, 404],
  },
});

export const versions = operations('Versions', {
  'GET /v1/functions/{id}/versions': {
    summary: 'List the versions of a function',
    answers: { 200: list('function_versions', version) },
    refusals: [404],
  },
  'POST /v1/functions/{id}/versions': {
    summary: 'Freeze a function as a version',
    body: bodies.newVersion,
    answers: { 201: one('The version.', version) },
    refusals: [403, 404, 409],
  },
  'GET /v1/functions/{id}/versions/{version}': {
    summary: 'Show a version, or download its package',
    query: download,
    answers: {
      200: { description: 'The version, or its package.', content: { ...json(version), ...zip } },
      302: redirected,
    },
    refusals: [404],
  },
  'DELETE /v1/functions/{id}/versions/{version}': {
    summary: 'Delete a version',
    answers: deleted,
    refusals: [403, 404, 409],
  },
  'POST /v1/functions/{id}/versions/{version}/detach': {
    summary: 'Let go of the environments of a version',
    description: 'For administrators.',
    answers: begun,
    refusals: [403, 404, 409],
  },
  'POST /v1/functions/{id}/versions/{version}/scale_up': {
    summary: 'Keep more environments of a version ready',
    description: 'For administrators. They cost money for as long as they are kept.',
    body: bodies.count,
    answers: begun,
    refusals: [403, 404, 409],
  },
  'POST /v1/functions/{id}/versions/{version}/scale_down': {
    summary: 'Keep fewer environments of a version ready',
    description: 'For administrators.',
    body: bodies.count,
    answers: begun,
    refusals: [403, 404, 409],
  },
});

export const secrets = operations('Secrets', {
  'GET /v1/functions/{id}/secrets': {
    summary: 'List the names of a function’s secrets',
    answers: { 200: list('secrets', z.strictObject({ name: z.string() })) },
    refusals: [404],
  },
  'PUT /v1/functions/{id}/secrets/{name}': {
    summary: 'Set a secret',
    description:
      'It is an environment variable of the function’s process and is never shown again.',
    path: {
      name: {
        description: 'The name of the variable.',
        schema: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
        example: 'API_KEY',
      },
    },
    body: bodies.secret,
    answers: { 204: { description: 'It is set.' } },
    refusals: [403, 404, 409],
  },
  'DELETE /v1/functions/{id}/secrets/{name}': {
    summary: 'Remove a secret',
    answers: { 204: { description: 'It is removed.' } },
    refusals: [403, 404, 409],
  },
});

export const credentials = operations('Secrets', {
  'GET /v1/functions/{id}/credential': {
    summary: 'Show which application credential a function’s runs get tokens by',
    answers: {
      200: one(
        'Whose it is, and whether it counts for the present code.',
        z.strictObject({
          credential: z.strictObject({ id: z.string(), user_id: z.string(), active: z.boolean() }),
        }),
      ),
    },
    refusals: [404],
  },
  'PUT /v1/functions/{id}/credential': {
    summary: 'Register an application credential of the caller’s own',
    description:
      'The function’s runs get short-lived tokens by it. Its secret is never shown again.',
    body: bodies.credential,
    answers: { 204: { description: 'It is registered.' } },
    refusals: [403, 404, 409, 429],
  },
  'DELETE /v1/functions/{id}/credential': {
    summary: 'Forget the application credential of a function',
    answers: { 204: { description: 'It is forgotten.' } },
    refusals: [403, 404, 409],
  },
});
