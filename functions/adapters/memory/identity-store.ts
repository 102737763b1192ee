import type {
  ApplicationCredential,
  Assignment,
  Project,
  PublicKey,
  Revocation,
  Trust,
  User,
} from '../../core/identity.ts';
import type { IdentityStore } from '../../ports/identity.ts';

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
    project: async (id) => projects.get(id),
    projectByName: async (name) => byName(projects, name),
    projects: async () => [...projects.values()].toSorted(inOrder((project) => project.id)),
    putProject: async (project) => put(projects, project),
    assignments: async (userId) =>
      [...assignments.values()]
        .filter((assignment) => assignment.userId === userId)
        .toSorted(inOrder((assignment) => assignment.projectId)),
    async putAssignment(assignment) {
      assignments.set(`${assignment.userId}/${assignment.projectId}`, assignment);
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

const byName = <Thing extends Named>(things: ReadonlyMap<string, Thing>, name: string) =>
  [...things.values()].find((thing) => thing.name === name);

const ofUser = (credentials: ReadonlyMap<string, ApplicationCredential>, userId: string) =>
  [...credentials.values()]
    .filter((credential) => credential.userId === userId)
    .toSorted(inOrder(({ name }) => name));

const inOrder =
  <Thing>(keyOf: (thing: Thing) => string) =>
  (left: Thing, right: Thing): number =>
    keyOf(left) < keyOf(right) ? -1 : 1;
