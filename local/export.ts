// `npm run export -- --project NAME`: writes a project's stored data into a folder, with the operator's AWS credentials.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dynamoIdentityStores } from '../functions/identity/aws/identity-stores.ts';
import { storedBy } from './export/deployed.ts';
import { exportProject } from './export/export-project.ts';
import { ownAccount } from './smoke/account.ts';

const usage = 'usage: npm run export -- --project NAME|ID [--to FOLDER] [--prefix PREFIX]';

async function exported(): Promise<void> {
  const { values } = parseArgs({
    options: {
      project: { type: 'string' },
      to: { type: 'string' },
      prefix: { type: 'string', default: 'taibai' },
    },
  });
  if (!values.project) throw new Error(usage);
  const { cloud } = await ownAccount();
  const stored = await storedBy(cloud, values.prefix);
  const { projects } = dynamoIdentityStores(stored.dynamo, stored.tables.identity);
  const project = await projects.byName(values.project);
  const folder = resolve(values.to ?? values.project);
  const counts = await exportProject(stored, project?.id ?? values.project, folder);
  if (counts.size === 0) console.log(`[export] nothing is stored for ${values.project}`);
  for (const [name, count] of counts) console.log(`[export] ${count} ${name}`);
  console.log(`[export] written to ${folder}`);
}

try {
  await exported();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
