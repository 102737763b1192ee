import { expect, test } from 'vitest';
import {
  changeProject,
  deleteProject,
} from '../../../functions/identity/app/project-administration.ts';
import { createGrant } from '../../../functions/identity/app/grants.ts';
import { changeUser, deleteUser } from '../../../functions/identity/app/users.ts';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { claims, devstackWorld, idOf } from '../support/identity-world.ts';

const admin = claims({ userId: idOf('user', 'admin'), roles: ['admin', 'member', 'reader'] });
const [userId, projectId] = [idOf('user', 'demo'), idOf('project', 'demo')];

/** Reads, but makes a concurrent change between the first read and the caller's write. */
const interrupted = <Key, Thing>(
  read: (key: Key) => Promise<Thing>,
  change: (found: Thing) => Promise<unknown>,
) => {
  let changed = false;
  return async (key: Key): Promise<Thing> => {
    const found = await read(key);
    if (!changed) await change(found);
    changed = true;
    return found;
  };
};

test('a change of a user keeps a concurrent change', async () => {
  const { ports } = await devstackWorld();
  const users = {
    ...ports.users,
    get: interrupted(
      (id: string) => ports.users.get(id),
      async (user) => ports.users.put({ ...user!, email: 'new' }),
    ),
  };
  await changeUser({ ...ports, users }, admin, { id: userId, change: { description: 'new' } });
  expect(await ports.users.get(userId)).toMatchObject({ description: 'new', email: 'new' });
});

test('a change of a project keeps a concurrent change', async () => {
  const { ports } = await devstackWorld();
  const projects = {
    ...ports.projects,
    get: interrupted(
      (id: string) => ports.projects.get(id),
      async (project) => ports.projects.put({ ...project!, description: 'new' }),
    ),
  };
  const change = { name: 'renamed' };
  await changeProject({ ...ports, projects }, admin, { id: projectId, change });
  expect(await ports.projects.get(projectId)).toMatchObject({
    name: 'renamed',
    description: 'new',
  });
});

test('a grant keeps a concurrent grant', async () => {
  const { ports } = await devstackWorld();
  const assignments = {
    ...ports.assignments,
    ofUser: interrupted(
      (id: string) => ports.assignments.ofUser(id),
      async ([held]) => ports.assignments.put({ ...held!, roles: [...held!.roles, 'service'] }),
    ),
  };
  const grant = { userId, projectId, roleId: roleIds.admin };
  await createGrant({ ...ports, assignments }, admin, grant);
  const [held] = await ports.assignments.ofUser(userId);
  expect(held?.roles).toEqual(['member', 'service', 'admin']);
});

test('a change of a user that keeps colliding with others is refused as a conflict', async () => {
  const { ports } = await devstackWorld();
  let count = 0;
  const users = {
    ...ports.users,
    get: async (id: string) => {
      const user = await ports.users.get(id);
      count += 1;
      await ports.users.put({ ...user!, email: `${count}` });
      return user;
    },
  };
  const attempt = changeUser({ ...ports, users }, admin, { id: userId, change: { email: 'mine' } });
  await expect(attempt).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('was changed by another request meanwhile'),
  });
});

test('a user that is renamed at the same moment is deleted all the same', async () => {
  const { ports } = await devstackWorld();
  const users = {
    ...ports.users,
    get: interrupted(
      (id: string) => ports.users.get(id),
      async (user) => ports.users.put({ ...user!, name: 'renamed' }),
    ),
  };
  await deleteUser({ ...ports, users }, admin, userId);
  expect(await ports.users.get(userId)).toBeUndefined();
  expect(await ports.users.byName('renamed')).toBeUndefined();
});

test('a project that is renamed at the same moment is deleted all the same', async () => {
  const { ports } = await devstackWorld();
  const remove: typeof ports.projects.remove = async (project, revocation) => {
    if (project.name === 'demo') await ports.projects.put({ ...project, name: 'renamed' });
    return ports.projects.remove(project, revocation);
  };
  await deleteProject({ ...ports, projects: { ...ports.projects, remove } }, admin, projectId);
  expect(await ports.projects.get(projectId)).toBeUndefined();
  expect(await ports.projects.byName('renamed')).toBeUndefined();
});

test('the stored events of a deleted project are deleted with it, and those of one that stays are not', async () => {
  const { ports } = await devstackWorld();
  const erased: string[] = [];
  const projectEvents = { erase: async (id: string) => void erased.push(id) };
  const owning = { list: async () => [{ id: 'a' }] };
  await expect(
    deleteProject({ ...ports, alarms: owning, projectEvents }, admin, projectId),
  ).rejects.toThrow('owns');
  expect(erased).toEqual([]);
  await deleteProject({ ...ports, projectEvents }, admin, projectId);
  expect(erased).toEqual([projectId]);
});
