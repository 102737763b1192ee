import * as z from 'zod/mini';
import type { Caller, Role } from '../../../platform/core/caller.ts';
import type { Answer } from '../../../platform/node/exchange.ts';
import { everyRole, withImplied } from '../../core/roles.ts';
import { unavailable } from './keystone-client.ts';

/** In characters; far longer than any token or secret of Keystone. */
export const longestToken = 16_384;

/** Whether a text may be a token. Other texts are not sent to Keystone; some do not fit into a header. */
export const isTokenText = (text: string): boolean =>
  text.length <= longestToken && /^[\x21-\x7e]+$/.test(text);

/** The form of Keystone's ids (`keystone/common/validation/parameter_types.py`). */
export const keystoneId = z.string().check(z.regex(/^[\w-]{1,64}$/));

/** The parts of a token in Keystone's answer that are used here. */
export const tokenContent = z.pipe(
  z.object({
    token: z.object({
      user: z.object({ id: keystoneId }),
      /** Missing in an unscoped token and in a token for a domain or the system. */
      project: z.optional(z.object({ id: keystoneId })),
      roles: z.prefault(z.array(z.object({ id: keystoneId, name: z.string() })), []),
      expires_at: z.iso.datetime(),
      application_credential: z.optional(z.partial(z.object({ access_rules: z.unknown() }))),
    }),
  }),
  z.transform(({ token }) => token),
);

export type TokenContent = z.infer<typeof tokenContent>;

/**
 * The caller a token stands for. A token with access rules is refused: Keystone leaves it to the
 * services to enforce these rules, and hides such tokens from services that do not declare support.
 */
export function callerOf(content: TokenContent): Caller | undefined {
  const { user, project, roles, application_credential: credential } = content;
  if (!project || credential?.access_rules !== undefined) return undefined;
  return { userId: user.id, projectId: project.id, roles: rolesNamed(roles) };
}

/** Our roles among those of a token. oslo.policy compares their names in lower case (`oslo_policy/_checks.py`, `RoleCheck`). */
export function rolesNamed(roles: readonly { readonly name: string }[]): readonly Role[] {
  const names = new Set(roles.map(({ name }) => name.toLowerCase()));
  return withImplied(everyRole.filter((role) => names.has(role)));
}

/** The token that Keystone issued for a login. */
export function issuedToken({ headers: { 'x-subject-token': token } }: Answer): string {
  if (typeof token !== 'string' || !isTokenText(token))
    throw unavailable('its answer cannot be read');
  return token;
}
