import type { ApiDialect } from '../../../platform/http/api-document.ts';
import { aliases, jobs, webhooks } from './callers.ts';
import { credentials, functions, secrets, versions } from './functions.ts';
import { executions, runtimes, service } from './runs.ts';
import { id, refusal } from './schemas.ts';
import * as z from 'zod';

/** Qinling v1 in the API document. */
export const engineDocument: ApiDialect = {
  service: 'Functions (Qinling v1)',
  tags: {
    Functions: 'Python functions and the environments that run them.',
    Versions: 'Functions frozen as they were.',
    Secrets: 'Secrets of functions; not in Qinling.',
    Aliases: 'Names that point at versions.',
    Webhooks: 'URLs that run functions.',
    Jobs: 'Functions that run on a schedule.',
    Executions: 'Runs of functions.',
    Runtimes: 'Python environments.',
    Service: 'The function engine itself.',
  },
  refusal,
  refusals: [400, 500, 503],
  path: {
    id: { description: 'The id.', schema: id },
    version: {
      description: 'The version’s number.',
      schema: z.int().min(0).max(999_999_999),
      example: 1,
    },
    name: { description: 'The name.', schema: z.string() },
  },
  operations: {
    ...functions,
    ...versions,
    ...secrets,
    ...credentials,
    ...aliases,
    ...webhooks,
    ...jobs,
    ...executions,
    ...runtimes,
    ...service,
  },
};
