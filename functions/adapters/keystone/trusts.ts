import * as z from 'zod';
import { Fault } from '../../core/fault.ts';
import type { Trusts } from '../../ports/alarming.ts';
import type { Clock } from '../../ports/platform.ts';
import { askKeystone } from './ask.ts';
import { loginOf } from './login.ts';
import { type KeystonePlace, readServiceUser } from './place.ts';
import { serviceTokens } from './service-token.ts';
import { readToken } from './token.ts';

const made = z.object({ trust: z.object({ id: z.string().min(1) }) });

/**
 * Trusts as an existing Keystone keeps them: a user trusts our service user with his roles in his
 * project, as Aodh has it (`aodh/keystone_client.py`). Keystone makes none of a token that comes from an
 * application credential or a trust.
 */
export function keystoneTrusts(place: KeystonePlace, { clock }: { readonly clock: Clock }): Trusts {
  const ours = serviceTokens(place, clock);
  const trustsUrl = `${place.url}/OS-TRUST/trusts`;

  const tokenOf = async (trustId: string): Promise<string | undefined> => {
    const answer = await askKeystone({
      method: 'POST',
      url: `${place.url}/auth/tokens`,
      body: loginOf(readServiceUser(await place.credential()), trustId),
    });
    return answer.status === 201 ? answer.subjectToken : undefined;
  };

  return {
    async create(token) {
      const { userId: trustee } = await ours.get();
      const headers = { 'x-auth-token': token };
      const validated = await askKeystone({
        method: 'GET',
        url: `${place.url}/auth/tokens?nocatalog`,
        headers: { ...headers, 'x-subject-token': token },
      });
      if (validated.status !== 200) return undefined;
      const { user, project, roles } = readToken(validated.json);
      if (!project) return undefined;
      const answer = await askKeystone({
        method: 'POST',
        url: trustsUrl,
        headers,
        body: {
          trust: {
            trustor_user_id: user.id,
            trustee_user_id: trustee,
            project_id: project.id,
            impersonation: true,
            roles: roles.map(({ id }) => ({ id })),
          },
        },
      });
      if (answer.status !== 201) return undefined;
      const trust = made.safeParse(answer.json);
      if (!trust.success)
        throw new Fault('unavailable', 'The identity service gives no proper answer.');
      return trust.data.trust.id;
    },

    token: tokenOf,

    /** One that Keystone gives no token for any more has ended, or will never do anything again. */
    async end(trustId) {
      const token = await tokenOf(trustId);
      if (token === undefined) return;
      await askKeystone({
        method: 'DELETE',
        url: `${trustsUrl}/${encodeURIComponent(trustId)}`,
        headers: { 'x-auth-token': token },
      });
    },
  };
}
