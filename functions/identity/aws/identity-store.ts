import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Project, PublicKey, Revocation, SeedRecord, Trust, User } from '../core/identity.ts';
import type { IdentityStore } from '../ports.ts';
import {
  createCredential,
  readCredential,
  readCredentials,
  removeCredential,
} from './application-credential-rows.ts';
import { readAssignments, replaceAssignment, writeAssignment } from './assignment-rows.ts';
import { removeNamed, replaceNamed } from './named-changes.ts';
import { type NamedKind, putNamed, readByName, readNamed } from './named.ts';
import { readRevocations, revocationWrite, writeRevocation } from './revocation-rows.ts';
import { readRow, readRows, type Table } from './rows.ts';

const users: NamedKind = { things: 'user', names: 'user-name' };
const projects: NamedKind = { things: 'project', names: 'project-name' };
const trustKey = (id: string) => ({ pk: `trust#${id}`, sk: 'trust' });
const publicKeys = 'public-key';
const seedRecords = 'seeded';

export function dynamoIdentityStore(client: DynamoDBDocumentClient, name: string): IdentityStore {
  const table: Table = { client, name };
  const voided = (revocation: Revocation | undefined) =>
    revocation ? [revocationWrite(name, revocation)] : [];

  return {
    user: (id) => readNamed<User>(table, users, id),
    userByName: (userName) => readByName<User>(table, users, userName),
    putUser: (user, revocation) =>
      putNamed(table, users, {
        thing: user,
        besides: voided(revocation),
      }),

    users: () => readRows<User>(table, users.things),
    replaceUser: (user, before, revocation) =>
      replaceNamed(table, users, { thing: user, before, besides: voided(revocation) }),
    removeUser: (user, revocation) =>
      removeNamed(table, users, { thing: user, besides: voided(revocation) }),

    project: (id) => readNamed<Project>(table, projects, id),
    projectByName: (projectName) => readByName<Project>(table, projects, projectName),
    projects: () => readRows<Project>(table, projects.things),
    putProject: (project) => putNamed(table, projects, { thing: project }),

    replaceProject: (project, before, revocation) =>
      replaceNamed(table, projects, { thing: project, before, besides: voided(revocation) }),
    removeProject: (project, revocation) =>
      removeNamed(table, projects, { thing: project, besides: voided(revocation) }),

    assignments: (userId) => readAssignments(table, userId),
    everyAssignment: () => readAssignments(table),
    putAssignment: (assignment) => writeAssignment(table, assignment),
    replaceAssignment: (next, before, revocation) =>
      replaceAssignment(table, { next, before, besides: voided(revocation) }),

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

    seedRecords: () => readRows<SeedRecord>(table, seedRecords),
    async putSeedRecord(record) {
      const row = { ...record, pk: seedRecords, sk: record.what };
      await client.send(new PutCommand({ TableName: name, Item: row }));
    },
  };
}
