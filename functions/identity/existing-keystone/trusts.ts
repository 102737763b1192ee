import * as z from 'zod';
import type { Ports } from '../ports.ts';
import type { Trusts } from '../../platform/ports.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { contentOf, keystoneAsk } from './ask.ts';
import type { KeystonePlace } from './place.ts';
import { passwordLogIn, type ServiceSession, serviceUser } from './service-user.ts';
import { issuedToken, keystoneId } from './token.ts';
import { validateToken } from './validate-token.ts';

const madeTrust = z.object({ trust: z.object({ id: keystoneId }) });

/** Trusts that Keystone keeps: from the user to our service user, for one project with the roles held there. */
export function keystoneTrusts(
  place: KeystonePlace,
  { clock }: Pick<Ports, 'clock'> = { clock: systemClock },
): Trusts {
  const ask = keystoneAsk(place.url);
  const service = serviceUser(place, { ask, clock });

  async function tokenOf(trustId: string): Promise<string | undefined> {
    if (!keystoneId.safeParse(trustId).success) return undefined;
    const logIn = ({ credential }: ServiceSession) =>
      ask({
        method: 'POST',
        path: '/auth/tokens?nocatalog',
        json: passwordLogIn(credential, { 'OS-TRUST:trust': { id: trustId } }),
        statuses: [201, 401, 403, 404],
      });
    const session = await service.session();
    const first = await logIn(session);
    // A 401 is about the trust or about our password; a session that can be renewed rules out the latter.
    const answer = first.status === 401 ? await logIn(await service.renewed(session)) : first;
    return answer.status === 201 ? issuedToken(answer) : undefined;
  }

  return {
    token: tokenOf,

    /** Keystone itself refuses what it does not let delegate, as a token of a restricted application credential. */
    async create(token) {
      const holder = await validateToken({ ask, service }, token);
      if (!holder?.project) return undefined;
      const { userId } = await service.session();
      const answer = await ask({
        method: 'POST',
        path: '/OS-TRUST/trusts',
        headers: { 'x-auth-token': token },
        json: {
          trust: {
            trustor_user_id: holder.user.id,
            trustee_user_id: userId,
            project_id: holder.project.id,
            roles: holder.roles.map(({ id }) => ({ id })),
            impersonation: true,
          },
        },
        // 404: a role that is not assigned in Keystone but comes from a federation's mapping.
        statuses: [201, 401, 403, 404],
      });
      return answer.status === 201 ? contentOf(answer, madeTrust).trust.id : undefined;
    },

    /**
     * Only who gave a trust, or an administrator, may end it; a token of the trust passes for the former
     * (`keystone/common/policies/trust.py`). A trust that gives no token any more is left to Keystone.
     */
    async end(trustId) {
      const token = await tokenOf(trustId);
      if (token === undefined) return;
      await ask({
        method: 'DELETE',
        path: `/OS-TRUST/trusts/${trustId}`,
        headers: { 'x-auth-token': token },
        statuses: [204, 401, 404],
      });
    },
  };
}
