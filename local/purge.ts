// `npm run purge -- --project NAME [--yes]`: deletes all that a project owns, of any deployment.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { emptyProject, possessions } from './purge/empty-project.ts';
import { connectToProject } from './purge/project-client.ts';

const usage = `usage: npm run purge -- --project NAME|ID [--yes]

Deletes a project's alarms, jobs, webhooks, aliases, functions with their versions, and executions, so
that the project itself can be deleted. Says what there is; deletes it with --yes. The OS_* variables say
where and as whom, as for the openstack client; whoever runs it needs the role member or admin in that
very project.`;

/** How many of the things that are left are named. */
const shown = 20;

const report = (line: string): void => console.log(`[purge] ${line}`);

async function purge(): Promise<number> {
  const { values } = parseArgs({
    options: { project: { type: 'string' }, yes: { type: 'boolean', default: false } },
  });
  if (!values.project) throw new Error(usage);
  const project = await connectToProject(process.env, values.project);
  const found = await possessions(project);
  const named = `The project ${project.name} (${project.id})`;
  if (found.length === 0) {
    report(`${named} owns nothing.`);
    return 0;
  }
  const counts = found.map(({ kind, keys }) => `${keys.length} ${kind.kind}`);
  report(`${named} owns ${counts.join(', ')}.`);
  if (!values.yes) {
    report('Nothing was deleted. With --yes all of it is, for good.');
    return 0;
  }
  const left = await emptyProject(project, { report, pause: () => sleep(2000) });
  for (const line of left.slice(0, shown)) console.error(`[purge] left: ${line}`);
  if (left.length > shown) console.error(`[purge] left: ${left.length - shown} more`);
  if (left.length > 0) return 1;
  report(`${named} owns nothing any more: openstack project delete ${project.id}`);
  return 0;
}

try {
  process.exitCode = await purge();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
