import { dynamoIdentityStores } from '../../functions/identity/aws/identity-stores.ts';
import type { Part, Stored } from './stored.ts';

/** The project, and who has roles in it: without passwords, credentials and trusts. */
export function identityParts({ dynamo, tables }: Stored): readonly Part[] {
  const { assignments, projects, users } = dynamoIdentityStores(dynamo, tables.identity);

  return [
    {
      name: 'project',
      async *entries(projectId) {
        const project = await projects.get(projectId);
        if (project) yield project;
      },
    },
    {
      name: 'users',
      async *entries(projectId) {
        for (const { userId, projectId: assigned, roles } of await assignments.list()) {
          if (assigned !== projectId) continue;
          // oxlint-disable-next-line no-await-in-loop -- one user after the other
          const { passwordHash: _, ...user } = (await users.get(userId)) ?? { id: userId };
          yield { ...user, roles };
        }
      },
    },
  ];
}
