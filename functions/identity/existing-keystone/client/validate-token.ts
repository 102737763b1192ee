import { contentOf, type SendToKeystone, unavailable } from './keystone-client.ts';
import type { ServiceSession, ServiceUser } from './service-user.ts';
import { isTokenText, type TokenContent, tokenContent } from './token-content.ts';

/** Validates a token with Keystone; undefined if it is not valid. */
export async function validateToken(
  { send, service }: { readonly send: SendToKeystone; readonly service: ServiceUser },
  token: string,
): Promise<TokenContent | undefined> {
  if (!isTokenText(token)) return undefined;
  const validateAs = (session: ServiceSession) =>
    send({
      method: 'GET',
      path: '/auth/tokens?nocatalog',
      headers: { 'x-auth-token': session.token, 'x-subject-token': token },
      statuses: [200, 401, 404],
    });
  const session = await service.session();
  const first = await validateAs(session);
  // A 401 is about the service user's token; an invalid subject token is a 404.
  const answer = first.status === 401 ? await validateAs(await service.renewed(session)) : first;
  if (answer.status === 401) throw unavailable("it refuses the service user's token");
  return answer.status === 200 ? contentOf(answer, tokenContent) : undefined;
}
