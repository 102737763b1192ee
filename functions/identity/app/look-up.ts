import { isIdentifier } from '../core/identifier.ts';
import type { Project, User } from '../core/identity.ts';
import { notFound } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';

export async function existingUser({ users }: Pick<Ports, 'users'>, id: string): Promise<User> {
  const user = isIdentifier(id) ? await users.get(id) : undefined;
  if (!user) throw notFound('user', id);
  return user;
}

export async function existingProject(
  { projects }: Pick<Ports, 'projects'>,
  id: string,
): Promise<Project> {
  const project = isIdentifier(id) ? await projects.get(id) : undefined;
  if (!project) throw notFound('project', id);
  return project;
}
