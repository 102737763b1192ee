import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Assignment, Project, PublicKey, Trust, User } from '../../../core/identity.ts';
import type { IdentityStore } from '../../../ports/identity.ts';
import {
  createCredential,
  readCredential,
  readCredentials,
  removeCredential,
} from './application-credential-rows.ts';
import { type NamedKind, putNamed, readByName, readNamed } from './named.ts';
import { readRevocations, revocationWrite, writeRevocation } from './revocation-rows.ts';
import { readRow, readRows, type Table } from './rows.ts';

const users: NamedKind = { things: 'user', names: 'user-name' };
const projects: NamedKind = { things: 'project', names: 'project-name' };
const assignmentsOf = (userId: string): string => `assignment#${userId}`;
const trustKey = (id: string) => ({ pk: `trust#${id}`, sk: 'trust' });
const publicKeys = 'public-key';

export function dynamoIdentityStore(client: DynamoDBDocumentClient, name: string): IdentityStore {
  const table: Table = { client, name };
  return {
    user: (id) => readNamed<User>(table, users, id),
    userByName: (userName) => readByName<User>(table, users, userName),
    putUser: (user, revocation) =>
      putNamed(table, users, {
        thing: user,
        besides: revocation ? [revocationWrite(name, revocation)] : [],
      }),

    project: (id) => readNamed<Project>(table, projects, id),
    projectByName: (projectName) => readByName<Project>(table, projects, projectName),
    projects: () => readRows<Project>(table, projects.things),
    putProject: (project) => putNamed(table, projects, { thing: project }),

    assignments: (userId) => readRows<Assignment>(table, assignmentsOf(userId)),
    async putAssignment(assignment) {
      const key = { pk: assignmentsOf(assignment.userId), sk: assignment.projectId };
      await client.send(new PutCommand({ TableName: name, Item: { ...assignment, ...key } }));
    },

    applicationCredential: (id) => readCredential(table, id),
    applicationCredentials: (userId) => readCredentials(table, userId),
    createApplicationCredential: (credential) => createCredential(table, credential),
    removeApplicationCredential: (credential, revocation) =>
      removeCredential(table, credential, revocation),

    trust: (id) => readRow<Trust>(table, trustKey(id)),
    async putTrust(trust) {
      const row = { ...trust, ...trustKey(trust.id) };
      await client.send(new PutCommand({ TableName: name, Item: row }));
    },
    async removeTrust(id) {
      await client.send(new DeleteCommand({ TableName: name, Key: trustKey(id) }));
    },

    revoke: (revocation) => writeRevocation(table, revocation),
    revocations: () => readRevocations(table),

    publicKeys: () => readRows<PublicKey>(table, publicKeys),
    async putPublicKey(key) {
      const row = { ...key, pk: publicKeys, sk: key.id };
      await client.send(new PutCommand({ TableName: name, Item: row }));
    },
  };
}
