import type { Ports } from '../ports.ts';
import type { PublisherGate } from '../../platform/ports.ts';
import { contentOf, keystoneAsk } from './ask.ts';
import { callerMemory } from './caller-memory.ts';
import type { KeystonePlace } from './place.ts';
import { serviceUser } from './service-user.ts';
import { isTokenText, keystoneId, longestToken, type TokenContent, tokenContent } from './token.ts';
import { validateToken } from './validate-token.ts';

/** The cloud's own Keystone says who a credential stands for. Throws `unavailable` while it says nothing. */
export function keystoneAuthenticator(
  place: KeystonePlace,
  { clock }: Pick<Ports, 'clock'>,
): PublisherGate {
  const ask = keystoneAsk(place.url);
  const service = serviceUser(place, { ask, clock });
  const whoIs = callerMemory(place, { clock });

  async function tokenFor(id: string, secret: string): Promise<TokenContent | undefined> {
    const answer = await ask({
      method: 'POST',
      path: '/auth/tokens?nocatalog',
      json: {
        auth: {
          identity: {
            methods: ['application_credential'],
            application_credential: { id, secret },
          },
        },
      },
      statuses: [201, 401, 403, 404],
    });
    return answer.status === 201 ? contentOf(answer, tokenContent) : undefined;
  }

  return {
    async byToken(token) {
      if (!isTokenText(token)) return undefined;
      return whoIs([token], () => validateToken({ ask, service }, token));
    },
    async byApplicationCredential(id, secret) {
      if (!keystoneId.safeParse(id).success || secret.length > longestToken) return undefined;
      return whoIs([id, secret], () => tokenFor(id, secret));
    },
  };
}
