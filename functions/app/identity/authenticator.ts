import type { Caller } from '../../core/caller.ts';
import type { Ports } from '../../ports.ts';
import type { Authenticator } from '../../ports/platform.ts';
import { isIdentifier } from '../../core/identity/identifier.ts';
import { after, type Instant } from '../../core/instant.ts';
import { applicationCredentialGrant } from './use-application-credential.ts';
import { tokenVerifier } from './verify-token.ts';

/** How long a credential that was right counts as right without looking again. */
const credentialAtMostSeconds = 5;
const rememberedCredentials = 1000;

/** The one gate of all services: who a token or an application credential stands for. */
export function authenticator(
  ports: Pick<Ports, 'clock' | 'identity' | 'secrets' | 'tokenReader'>,
): Authenticator {
  const verify = tokenVerifier(ports);
  const recent = new Map<string, { readonly until: Instant; readonly caller: Caller }>();

  const check = async (id: string, secret: string): Promise<Caller | undefined> => {
    const credential = isIdentifier(id)
      ? await ports.identity.applicationCredential(id)
      : undefined;
    if (!credential || !ports.secrets.verify(secret, credential.secretHash)) return undefined;
    const grant = await applicationCredentialGrant(ports, credential);
    return grant && { userId: grant.user.id, projectId: grant.project.id, roles: grant.roles };
  };

  return {
    async byToken(token) {
      const claims = await verify(token);
      if (!claims?.project) return undefined;
      return { userId: claims.userId, projectId: claims.project.id, roles: claims.roles };
    },

    async byApplicationCredential(id, secret) {
      const now = ports.clock.now();
      const key = ports.secrets.hash(JSON.stringify([id, secret]));
      const known = recent.get(key);
      if (known && now < known.until) return known.caller;
      const caller = await check(id, secret);
      recent.delete(key);
      if (caller) {
        if (recent.size >= rememberedCredentials) recent.clear();
        recent.set(key, { until: after(now, credentialAtMostSeconds), caller });
      }
      return caller;
    },
  };
}
