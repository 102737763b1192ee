import * as z from 'zod';
import type { UserChange } from '../app/users.ts';
import { Fault } from '../../platform/core/fault.ts';
import { defaultDomain } from '../core/domain.ts';
import { expecting, notFound } from '../core/refusal.ts';
import { check, name, text } from './body.ts';

const password = text(4096).min(1);

const user = z.strictObject({
  name: name.optional(),
  enabled: z.boolean().optional(),
  password: password.nullish(),
  default_project_id: text(64).nullish(),
  description: text(16_384).nullish(),
  email: text(255).nullish(),
  domain_id: text(64).nullish(),
  options: z.record(z.string(), z.unknown()).optional(),
});
const passwordChange = z.object({ original_password: text(4096), password });

type Body = Readonly<Record<string, unknown>>;

/** Reads a change of a user. Options are refused, because they would not be enforced. */
export function readUserChange(body: Body): UserChange {
  if (!body['user']) throw expecting('user', 'request body');
  const wanted = check(user, body['user']);
  requireDefaultDomain(wanted.domain_id);
  if (Object.keys(wanted.options ?? {}).length > 0)
    throw new Fault('invalid', 'Options of users are not supported.');
  return {
    name: wanted.name,
    enabled: wanted.enabled,
    password: wanted.password,
    defaultProjectId: wanted.default_project_id,
    description: wanted.description,
    email: wanted.email,
  };
}

export function readNewUser(body: Body): UserChange & { readonly name: string } {
  const { name: wanted, ...change } = readUserChange(body);
  if (wanted === undefined) throw expecting('name', 'user');
  return { ...change, name: wanted };
}

export function readPasswordChange(body: Body) {
  if (!body['user']) throw expecting('user', 'request body');
  const { original_password: original, password: next } = check(passwordChange, body['user']);
  return { original, password: next };
}

/** The names of the given fields, for the audit record; only known fields, because others may hold any text. */
export const fieldsOf = (change: object): readonly string[] =>
  Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));

export function requireDefaultDomain(id: string | null | undefined): void {
  if (id && id !== defaultDomain.id) throw notFound('domain', id);
}
