import * as z from 'zod';
import { deleted, operations, redirected } from '../../../platform/http/api-answers.ts';
import { allProjects, filter, list, one } from './answers.ts';
import * as bodies from './bodies.ts';
import { execution, runtime } from './schemas.ts';

export const executions = operations('Executions', {
  'GET /v1/executions': {
    summary: 'List executions',
    description: 'The newest of the project.',
    query: {
      function_id: filter('Of this function'),
      status: filter('In this state'),
      description: filter('With this description'),
      ...allProjects,
    },
    answers: { 200: list('executions', execution), 302: redirected },
    refusals: [403],
  },
  'POST /v1/executions': {
    summary: 'Run a function',
    body: bodies.newExecution,
    answers: { 201: one('The execution; it has ended if `sync` is true.', execution) },
    refusals: [404, 409, 413],
  },
  'GET /v1/executions/{id}': {
    summary: 'Show an execution',
    answers: { 200: one('The execution.', execution), 302: redirected },
    refusals: [404],
  },
  'GET /v1/executions/{id}/log': {
    summary: 'Show what an execution printed',
    answers: {
      200: { description: 'The log.', content: { 'text/plain': { schema: z.string() } } },
      302: redirected,
    },
    refusals: [404],
  },
  'DELETE /v1/executions/{id}': {
    summary: 'Delete an execution',
    answers: deleted,
    refusals: [404, 409],
  },
});

export const runtimes = operations('Runtimes', {
  'GET /v1/runtimes': { summary: 'List runtimes', answers: { 200: list('runtimes', runtime) } },
  'POST /v1/runtimes': {
    summary: 'Create a runtime',
    description: 'For administrators.',
    body: bodies.newRuntime,
    answers: { 201: one('The runtime.', runtime) },
    refusals: [403, 409],
  },
  'GET /v1/runtimes/{id}': {
    summary: 'Show a runtime',
    answers: { 200: one('The runtime.', runtime) },
    refusals: [404],
  },
  'PUT /v1/runtimes/{id}': {
    summary: 'Change a runtime',
    description: 'For administrators.',
    body: bodies.changedRuntime,
    answers: { 200: one('The runtime.', runtime) },
    refusals: [403, 404, 409],
  },
  'DELETE /v1/runtimes/{id}': {
    summary: 'Delete a runtime',
    description: 'For administrators.',
    answers: deleted,
    refusals: [403, 404, 409],
  },
  'GET /v1/runtimes/{id}/pool': {
    summary: 'Show how many environments a runtime has',
    description:
      'For administrators. Lambda has no pool, so the numbers are those of one that is never exhausted.',
    answers: {
      200: one('The pool.', z.object({ name: z.string(), capacity: z.looseObject({}) })),
    },
    refusals: [403],
  },
});

export const service = operations('Service', {
  'GET /': {
    summary: 'List the versions of the function engine',
    open: true,
    answers: { 200: one('The versions.', z.object({ versions: z.array(z.looseObject({})) })) },
  },
  'GET /healthcheck': {
    summary: 'Say that the service is there',
    open: true,
    answers: { 200: one('It is.', z.object({})) },
  },
  'GET /v1': {
    summary: 'Say where version 1 is',
    answers: { 200: one('Its URL.', z.strictObject({ uri: z.string() })) },
  },
  'POST /packages': {
    summary: 'Ask for a place for a large package',
    description: 'PUT the zip to `upload_url` and name container and object in `code`.',
    body: bodies.upload,
    refusals: [413],
    answers: {
      201: one(
        'Where to put it, within an hour.',
        z.strictObject({
          container: z.string(),
          object: z.string(),
          upload_url: z.string(),
          method: z.literal('PUT'),
          maximum_bytes: z.int(),
        }),
      ),
    },
  },
});
