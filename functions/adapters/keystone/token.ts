import * as z from 'zod';
import type { Caller } from '../../core/caller.ts';
import { Fault } from '../../core/fault.ts';
import { roleOf, withImplied } from '../../core/identity/roles.ts';
import { type Instant, instantOf } from '../../core/instant.ts';

const named = z.object({ id: z.string().min(1), name: z.string() });

/** What Keystone says of a token: of it, what we need. */
const token = z.object({
  token: z.object({
    user: z.object({ id: z.string().min(1) }),
    project: z.object({ id: z.string().min(1) }).optional(),
    roles: z.array(named).default([]),
    expires_at: z.iso.datetime({ offset: true }).nullable().optional(),
  }),
});
export type KeystoneToken = z.infer<typeof token>['token'];

export function readToken(json: unknown): KeystoneToken {
  const read = token.safeParse(json);
  if (read.success) return read.data.token;
  throw new Fault('unavailable', 'The identity service gives no proper answer.');
}

/** Who a token stands for: nobody here unless it is of a project. Roles that mean nothing here are left out. */
export const callerOf = ({ user, project, roles }: KeystoneToken): Caller | undefined =>
  project && {
    userId: user.id,
    projectId: project.id,
    roles: withImplied(roles.flatMap(({ name }) => roleOf({ name }) ?? [])),
  };

/** When it ends; undefined for one that does not say. */
export const endOf = ({ expires_at: end }: KeystoneToken): Instant | undefined =>
  end ? instantOf(Date.parse(end)) : undefined;
