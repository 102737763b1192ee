import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../contract/environment.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';

/** The names of our own projects, by id. An existing Keystone tells its names to its own administrators alone. */
export const projectNames =
  (environment: Environment<'IDENTITY_TABLE'>, tables: DynamoDBDocumentClient) =>
  async (): Promise<ReadonlyMap<string, string>> => {
    if (environment.IDENTITY_TABLE === '') return new Map();
    const projects = await dynamoIdentityStores(tables, environment.IDENTITY_TABLE).projects.list();
    return new Map(projects.map(({ id, name }) => [id, name]));
  };
