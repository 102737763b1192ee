import type {
  TrustAnswer,
  TrustRequest,
  TrustTokenAnswer,
  TrustTokenRequest,
} from '../../contract/trust.ts';
import { identifierOf, isIdentifier } from '../core/identifier.ts';
import type { Ports } from '../ports.ts';
import { issueToken, type IssueTokenPorts } from './issue-token.ts';
import { rolesInProject } from './roles-in-project.ts';

type CreatePorts = Pick<Ports, 'clock' | 'ids' | 'trusts' | 'verifyToken'>;
type IssuePorts = Pick<Ports, 'assignments' | 'clock' | 'projects' | 'trusts' | 'users'> &
  IssueTokenPorts;

/** Long enough for one delivery. */
const tokenSeconds = 300;

/** Marks tokens that were issued for a trust; they cannot be exchanged. */
export const trustMethod = 'trust';

/** Creates or ends a trust for the alarming service's API. */
export async function changeTrust(ports: CreatePorts, request: TrustRequest): Promise<TrustAnswer> {
  if (request.trust === 'create') return createTrust(ports, request.token);
  if (isIdentifier(request.id)) await ports.trusts.remove(request.id);
  return {};
}

/** Creates a trust with the token's roles. Tokens of trusts and of restricted credentials are refused. */
async function createTrust(
  { clock, ids, trusts, verifyToken }: CreatePorts,
  token: string,
): Promise<TrustAnswer> {
  const claims = await verifyToken(token);
  if (!claims?.project || claims.methods.includes(trustMethod)) return {};
  if (claims.applicationCredential && !claims.applicationCredential.unrestricted) return {};
  const { userId, project, roles } = claims;
  const id = identifierOf(ids.random());
  await trusts.put({ id, userId, projectId: project.id, roles, createdAt: clock.now() });
  return { id };
}

/** Issues a token with those roles of the trust that its user still holds. */
export async function issueTrustToken(
  ports: IssuePorts,
  { id }: TrustTokenRequest,
): Promise<TrustTokenAnswer> {
  const since = ports.clock.now();
  const trust = isIdentifier(id) ? await ports.trusts.get(id) : undefined;
  if (!trust) return {};
  const [user, project] = await Promise.all([
    ports.users.get(trust.userId),
    ports.projects.get(trust.projectId),
  ]);
  if (!user?.enabled || !project) return {};
  const held = await rolesInProject(ports, user.id, project);
  const roles = trust.roles.filter((role) => held.includes(role));
  if (roles.length === 0) return {};
  const tokenLifetimeSeconds = Math.min(tokenSeconds, ports.settings.tokenLifetimeSeconds);
  const { token } = await issueToken(
    { ...ports, settings: { tokenLifetimeSeconds } },
    { since, user, project, roles, methods: [trustMethod] },
  );
  return { token };
}
