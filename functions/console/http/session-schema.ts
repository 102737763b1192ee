import * as z from 'zod';
import { text } from '../../identity/http/body.ts';

/* Bodies of `/taibai/v1/session`: they are checked by these schemas, and the API document prints them. */

const name = text(255).min(1);
const secret = text(4096);

export const passwordLogin = z.strictObject({
  user: name.meta({ description: 'The name.' }),
  domain: name.default('Default').meta({ description: 'The name of the user’s domain.' }),
  password: secret,
  project: name.optional().meta({
    description: 'An id or a name; by default the user’s own default, or the first.',
  }),
});

export const credentialLogin = z.strictObject({
  application_credential: z.strictObject({ id: name, secret }),
});

export const projectChoice = z.strictObject({
  project: name.meta({ description: 'The id of one of the user’s projects.' }),
});
