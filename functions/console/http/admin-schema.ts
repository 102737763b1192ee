import * as z from 'zod';
import { text } from '../../identity/http/body.ts';

/* Bodies of `/taibai/v1/admin`: they are checked by these schemas, and the API document prints them. */

export const queuesQuery = z.strictObject({
  oldest: z
    .enum(['true', 'false'])
    .meta({ description: 'Whether each queue is looked at for its oldest message.' })
    .optional(),
});

export const resendBody = z.strictObject({
  limit: z
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .meta({ description: 'How many messages are sent again at most.' }),
});

export const removeBody = z.strictObject({
  ids: z
    .array(text(100).min(1))
    .min(1)
    .max(100)
    .meta({ description: 'Ids of messages, as a look at the queue shows them.' }),
});
