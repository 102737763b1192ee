import * as z from 'zod';
import type { Caller } from '../../platform/core/caller.ts';
import { everyRole, withImplied } from '../core/roles.ts';
import type { Answer } from '../../platform/node/exchange.ts';
import { unavailable } from './ask.ts';

/** In characters. No token or secret of Keystone comes near. */
export const longestToken = 16_384;

/** Whether this may be a token at all: nothing else is worth a question, or fits a header. */
export const isTokenText = (text: string): boolean =>
  text.length <= longestToken && /^[\x21-\x7e]+$/.test(text);

/** As Keystone makes and checks ids (`keystone/common/validation/parameter_types.py`). */
export const keystoneId = z.string().regex(/^[\w-]{1,64}$/);

/** What Keystone says a token holds, as far as it matters here. */
export const tokenContent = z
  .object({
    token: z.object({
      user: z.object({ id: keystoneId }),
      /** Missing in a token of a domain, of the whole system, or of nothing. */
      project: z.object({ id: keystoneId }).optional(),
      roles: z.array(z.object({ id: keystoneId, name: z.string() })).default([]),
      expires_at: z.iso.datetime(),
      application_credential: z.object({ access_rules: z.unknown() }).partial().optional(),
    }),
  })
  .transform(({ token }) => token);

export type TokenContent = z.infer<typeof tokenContent>;

/**
 * Who a token stands for. One that is bound to access rules stands for nobody: Keystone leaves it to
 * services to keep these rules, and hides such tokens from services that do not say they can.
 */
export function callerOf(content: TokenContent): Caller | undefined {
  const { user, project, roles, application_credential: credential } = content;
  if (!project || credential?.access_rules !== undefined) return undefined;
  // oslo.policy compares names of roles in lower case (`oslo_policy/_checks.py`, `RoleCheck`).
  const names = new Set(roles.map(({ name }) => name.toLowerCase()));
  return {
    userId: user.id,
    projectId: project.id,
    roles: withImplied(everyRole.filter((role) => names.has(role))),
  };
}

/** The token that a log-in brought. */
export function issuedToken({ headers: { 'x-subject-token': token } }: Answer): string {
  if (typeof token !== 'string' || !isTokenText(token))
    throw unavailable('its answer cannot be read');
  return token;
}
