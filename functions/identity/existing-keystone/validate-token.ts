import { type Ask, contentOf, unavailable } from './ask.ts';
import type { ServiceSession, ServiceUser } from './service-user.ts';
import { isTokenText, type TokenContent, tokenContent } from './token.ts';

/** Asks Keystone about a token; undefined if it is not valid. */
export async function validateToken(
  { ask, service }: { readonly ask: Ask; readonly service: ServiceUser },
  token: string,
): Promise<TokenContent | undefined> {
  if (!isTokenText(token)) return undefined;
  const askAs = (session: ServiceSession) =>
    ask({
      method: 'GET',
      path: '/auth/tokens?nocatalog',
      headers: { 'x-auth-token': session.token, 'x-subject-token': token },
      statuses: [200, 401, 404],
    });
  const session = await service.session();
  const first = await askAs(session);
  // The 401 is about the token we ask with; one we ask about is not found.
  const answer = first.status === 401 ? await askAs(await service.renewed(session)) : first;
  if (answer.status === 401) throw unavailable("it refuses the service user's token");
  return answer.status === 200 ? contentOf(answer, tokenContent) : undefined;
}
