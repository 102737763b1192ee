import * as z from 'zod/mini';
import type { Clock, Trusts, TrustTokens } from '../../../platform/ports.ts';
import { contentOf, keystoneClient } from './keystone-client.ts';
import type { KeystoneConnection } from './keystone-connection.ts';
import { passwordLogIn, type ServiceSession, serviceUser } from './service-user.ts';
import { issuedToken, keystoneId } from './token-content.ts';
import { validateToken } from './validate-token.ts';

const createdTrust = z.object({ trust: z.object({ id: keystoneId }) });

/** Trusts in an existing Keystone: a user's roles in one project, delegated to our service user. */
export function keystoneTrusts(
  connection: KeystoneConnection,
  { clock }: { readonly clock: Clock },
): Trusts & TrustTokens {
  const send = keystoneClient(connection.url);
  const service = serviceUser(connection, { send, clock });

  async function tokenOf(trustId: string): Promise<string | undefined> {
    if (!keystoneId.safeParse(trustId).success) return undefined;
    const logIn = ({ credential }: ServiceSession) =>
      send({
        method: 'POST',
        path: '/auth/tokens?nocatalog',
        json: passwordLogIn(credential, { 'OS-TRUST:trust': { id: trustId } }),
        statuses: [201, 401, 403, 404],
      });
    const session = await service.session();
    const first = await logIn(session);
    // A 401 is about the trust or our password; once the session is renewed, it is about the trust.
    const answer = first.status === 401 ? await logIn(await service.renewed(session)) : first;
    return answer.status === 201 ? issuedToken(answer) : undefined;
  }

  return {
    token: tokenOf,

    /** Keystone refuses tokens that may not delegate, such as those of restricted application credentials. */
    async create(token) {
      const holder = await validateToken({ send, service }, token);
      if (!holder?.project) return undefined;
      const { userId } = await service.session();
      const answer = await send({
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
        // 404: the role is not assigned in Keystone but comes from a federation mapping.
        statuses: [201, 401, 403, 404],
      });
      return answer.status === 201 ? contentOf(answer, createdTrust).trust.id : undefined;
    },

    /**
     * Only the trustor or an administrator may delete a trust, and a token of the trust counts as the
     * trustor's (`keystone/common/policies/trust.py`). A trust that yields no token is left in Keystone.
     */
    async end(trustId) {
      const token = await tokenOf(trustId);
      if (token === undefined) return;
      await send({
        method: 'DELETE',
        path: `/OS-TRUST/trusts/${trustId}`,
        headers: { 'x-auth-token': token },
        statuses: [204, 401, 404],
      });
    },
  };
}
