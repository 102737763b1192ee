import * as z from 'zod';
import type { NewApplicationCredential } from '../app/application-credentials.ts';
import { Fault } from '../../platform/core/fault.ts';
import { notFound } from '../core/refusal.ts';
import { roleOf } from '../core/roles.ts';
import { check, name, text } from './body.ts';

const role = z.union([z.strictObject({ id: text(64) }), z.strictObject({ name })]);

/** Keystone's schema (`keystone/application_credential/schema.py`), which refuses unknown fields. */
const body = z.strictObject({
  application_credential: z.strictObject({
    id: text(255).optional(),
    name,
    description: text(16_384).nullish(),
    secret: text(4096).nullish(),
    roles: z.array(role).max(64).optional(),
    expires_at: text(64).nullish(),
    unrestricted: z.boolean().nullish(),
    project_id: text(64).optional(),
    system: text(64).nullish(),
    access_rules: z.array(z.unknown()).max(64).optional(),
  }),
});

/** Reads a new credential. Access rules are refused, because they would not be enforced. */
export function readNewCredential(
  input: Readonly<Record<string, unknown>>,
  userId: string,
): NewApplicationCredential {
  const { application_credential: wanted } = check(body, input);
  if (wanted.access_rules?.length)
    throw new Fault('invalid', 'Access rules of application credentials are not supported.');
  return {
    userId,
    name: wanted.name,
    description: wanted.description ?? null,
    secret: wanted.secret || undefined,
    roles: (wanted.roles ?? []).map((key) => {
      const found = roleOf(key);
      if (!found) throw notFound('role', 'id' in key ? key.id : key.name);
      return found;
    }),
    expiresAt: wanted.expires_at || undefined,
    unrestricted: wanted.unrestricted ?? false,
  };
}
