import * as z from 'zod';
import { type ApiDialect, json } from '../../../platform/http/api-document.ts';
import * as ids from './examples.ts';
import { ingest } from './ingest.ts';
import { service, storageOperations, stored } from './log.ts';

/** What Panko prints when it refuses. */
const refusal = json(
  z
    .strictObject({
      error_message: z.strictObject({
        faultcode: z.enum(['Client', 'Server']),
        faultstring: z.string(),
        debuginfo: z.null(),
      }),
    })
    .meta({ id: 'PankoRefusal' }),
  { error_message: { faultcode: 'Client', faultstring: 'Event … Not Found', debuginfo: null } },
);

/** The ingest of events, and Panko v2, in the API document. */
export const eventsDocument: ApiDialect = {
  service: 'Events (CloudEvents, Panko v2)',
  tags: {
    Publishing: 'Events come in.',
    Events: 'Events that are stored, if the deployment stores them.',
  },
  refusal,
  refusals: [400, 500, 503],
  path: {
    id: { description: 'The message id.', schema: z.string(), example: ids.messageId },
    name: { description: 'The trait’s name.', schema: z.string(), example: 'amount' },
  },
  operations: { ...ingest, ...stored, ...storageOperations, ...service },
};
