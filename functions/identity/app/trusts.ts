import type { TrustAnswer, TrustRequest } from '../../contract/trust.ts';
import { identifierOf } from '../core/identifier.ts';
import type { Ports } from '../ports.ts';
import { issueToken } from './issue-token.ts';
import { rolesInProject } from './roles-in-project.ts';
import type { WithIdentitySettings } from './settings.ts';
import type { VerifyToken } from './verify-token.ts';

type TrustPorts = Pick<Ports, 'clock' | 'identity' | 'ids' | 'tokenSigner'> &
  WithIdentitySettings & { readonly verifyToken: VerifyToken };

/** Long enough for one delivery. */
const tokenSeconds = 300;

/** How a token says that it came from a trust; such a one is not exchanged for another. */
export const trustMethod = 'trust';

/** Answers the alarming service, which calls directly. */
export async function answerTrust(ports: TrustPorts, request: TrustRequest): Promise<TrustAnswer> {
  if (request.trust === 'create') return createTrust(ports, request.token);
  if (request.trust === 'use') return useTrust(ports, request.id);
  await ports.identity.removeTrust(request.id);
  return {};
}

/** Makes a trust with what the token holds, unless it was itself lent to a program or an alarm. */
async function createTrust(
  { clock, identity, ids, verifyToken }: TrustPorts,
  token: string,
): Promise<TrustAnswer> {
  const claims = await verifyToken(token);
  if (!claims?.project || claims.methods.includes(trustMethod)) return {};
  if (claims.applicationCredential && !claims.applicationCredential.unrestricted) return {};
  const { userId, project, roles } = claims;
  const id = identifierOf(ids.random());
  await identity.putTrust({ id, userId, projectId: project.id, roles, createdAt: clock.now() });
  return { id };
}

/** A token with what is left of the trust's roles now. */
async function useTrust(ports: TrustPorts, id: string): Promise<TrustAnswer> {
  const since = ports.clock.now();
  const trust = await ports.identity.trust(id);
  if (!trust) return {};
  const [user, project] = await Promise.all([
    ports.identity.user(trust.userId),
    ports.identity.project(trust.projectId),
  ]);
  if (!user?.enabled || !project) return {};
  const held = await rolesInProject(ports, user.id, project);
  const roles = trust.roles.filter((role) => held.includes(role));
  if (roles.length === 0) return {};
  const { settings } = ports;
  const { token } = await issueToken(
    {
      ...ports,
      settings: {
        ...settings,
        tokenLifetimeSeconds: Math.min(tokenSeconds, settings.tokenLifetimeSeconds),
      },
    },
    { since, user, project, roles, methods: [trustMethod] },
  );
  return { token };
}
