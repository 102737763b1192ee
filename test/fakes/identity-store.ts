import { isDeepStrictEqual } from 'node:util';
import type {
  ApplicationCredential,
  Assignment,
  Project,
  PublicKey,
  Revocation,
  Trust,
  SeedRecord,
  User,
} from '../../functions/identity/core/identity.ts';
import type { IdentityStore, Replaced } from '../../functions/identity/ports.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

export function memoryIdentityStore(): IdentityStore {
  const users = new Map<string, User>();
  const projects = new Map<string, Project>();
  const assignments = new Map<string, Assignment>();
  const credentials = new Map<string, ApplicationCredential>();
  const trusts = new Map<string, Trust>();
  const revocations = new Map<string, Revocation>();
  const keys = new Map<string, PublicKey>();
  const seeds = new Map<string, SeedRecord>();

  const revoke = (revocation: Revocation): void => {
    const key = `${revocation.subject}#${revocation.id}`;
    const before = revocations.get(key);
    if (!before || before.issuedBefore < revocation.issuedBefore) revocations.set(key, revocation);
  };

  return {
    user: async (id) => users.get(id),
    userByName: async (name) => byName(users, name),
    async putUser(user, revocation) {
      const outcome = put(users, user);
      if (outcome === 'stored' && revocation) revoke(revocation);
      return outcome;
    },
    users: async () => [...users.values()].toSorted(inOrder(({ id }) => id)),
    async replaceUser(user, before, revocation) {
      const outcome = replace(users, user, before);
      if (outcome === 'stored' && revocation) revoke(revocation);
      return outcome;
    },
    async removeUser({ id }, revocation) {
      if (users.delete(id)) revoke(revocation);
    },
    project: async (id) => projects.get(id),
    projectByName: async (name) => byName(projects, name),
    projects: async () => [...projects.values()].toSorted(inOrder((project) => project.id)),
    putProject: async (project) => put(projects, project),
    async replaceProject(project, before, revocation) {
      const outcome = replace(projects, project, before);
      if (outcome === 'stored' && revocation) revoke(revocation);
      return outcome;
    },
    async removeProject({ id }, revocation) {
      if (projects.delete(id)) revoke(revocation);
    },
    assignments: async (userId) =>
      [...assignments.values()]
        .filter((assignment) => assignment.userId === userId)
        .toSorted(inOrder((assignment) => assignment.projectId)),
    everyAssignment: async () => [...assignments.values()].toSorted(inOrder(keyOf)),
    async putAssignment(assignment) {
      assignments.set(keyOf(assignment), assignment);
    },
    async replaceAssignment(next, before, revocation) {
      const now = assignments.get(keyOf(next))?.roles ?? [];
      if (!isDeepStrictEqual(now, before?.roles ?? [])) return 'stale';
      if (next.roles.length > 0) assignments.set(keyOf(next), next);
      else assignments.delete(keyOf(next));
      if (revocation) revoke(revocation);
      return 'stored';
    },
    applicationCredential: async (id) => credentials.get(id),
    applicationCredentials: async (userId) => ofUser(credentials, userId),
    async createApplicationCredential(credential) {
      const taken = ofUser(credentials, credential.userId);
      if (taken.some(({ name }) => name === credential.name)) return 'exists';
      credentials.set(credential.id, credential);
      return 'created';
    },
    async removeApplicationCredential({ id }, revocation) {
      credentials.delete(id);
      revoke(revocation);
    },
    trust: async (id) => trusts.get(id),
    async putTrust(trust) {
      trusts.set(trust.id, trust);
    },
    async removeTrust(id) {
      trusts.delete(id);
    },
    revoke: async (revocation) => revoke(revocation),
    revocations: async () => [...revocations.values()],
    publicKeys: async () => [...keys.values()],
    async putPublicKey(key) {
      keys.set(key.id, key);
    },
    seedRecords: async () => [...seeds.values()],
    async putSeedRecord(record) {
      seeds.set(record.what, record);
    },
  };
}

function put<Thing extends Named>(
  things: Map<string, Thing>,
  thing: Thing,
): 'stored' | 'name-taken' {
  const owner = byName(things, thing.name);
  if (owner && owner.id !== thing.id) return 'name-taken';
  things.set(thing.id, thing);
  return 'stored';
}

function replace<Thing extends Named>(
  things: Map<string, Thing>,
  thing: Thing,
  before: Thing,
): Replaced {
  if (!isDeepStrictEqual(things.get(thing.id), before)) return 'stale';
  return put(things, thing);
}

const keyOf = ({ userId, projectId }: Assignment): string => `${userId}/${projectId}`;

const byName = <Thing extends Named>(things: ReadonlyMap<string, Thing>, name: string) =>
  [...things.values()].find((thing) => thing.name === name);

const ofUser = (credentials: ReadonlyMap<string, ApplicationCredential>, userId: string) =>
  [...credentials.values()]
    .filter((credential) => credential.userId === userId)
    .toSorted(inOrder(({ name }) => name));

const inOrder =
  <Thing>(textOf: (thing: Thing) => string) =>
  (left: Thing, right: Thing): number =>
    textOf(left) < textOf(right) ? -1 : 1;
