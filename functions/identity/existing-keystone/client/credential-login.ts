import type { Answer } from '../../../platform/node/exchange.ts';
import type { SendToKeystone } from './keystone-client.ts';
import { keystoneId, longestToken } from './token-content.ts';

/** Logs in with an application credential; undefined if Keystone refuses it. */
export async function credentialLogin(
  send: SendToKeystone,
  { id, secret }: { readonly id: string; readonly secret: string },
): Promise<Answer | undefined> {
  if (!keystoneId.safeParse(id).success || secret.length > longestToken) return undefined;
  const answer = await send({
    method: 'POST',
    path: '/auth/tokens?nocatalog',
    json: {
      auth: {
        identity: { methods: ['application_credential'], application_credential: { id, secret } },
      },
    },
    statuses: [201, 401, 403, 404],
  });
  return answer.status === 201 ? answer : undefined;
}
