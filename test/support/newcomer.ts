import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import * as z from 'zod';
import { password } from '../../local/local-settings.ts';
import { logIn, type Session } from '../../local/session.ts';
import { roleIds } from '../../functions/identity/core/roles.ts';
import { localStack, request } from './local-stack.ts';

/** A new user with a new project, created by an administrator for one test, which may disable or remove both. */
export async function newcomer(admin: Session) {
  const create = async (kind: string, body: object) => {
    const answer = await request(admin, 'POST', `/identity/v3/${kind}s`, { [kind]: body });
    expect(answer.status).toBe(201);
    const made = z.record(z.string(), z.object({ id: z.string() })).parse(await answer.json());
    return made[kind]?.id ?? '';
  };
  const name = `newcomer-${randomUUID()}`;
  const project = `/identity/v3/projects/${await create('project', { name })}`;
  const user = await create('user', { name, password });
  const role = `${project}/users/${user}/roles/${roleIds.member}`;
  expect((await request(admin, 'PUT', role)).status).toBe(204);
  return { name, project, role, own: await logIn(localStack.url, name) };
}
