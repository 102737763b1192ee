// `npm run purge -- --project NAME [--yes]`: deletes everything that a project owns, on any deployment.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { deleteStoredEvents, hasStoredEvents } from './purge/stored-events.ts';
import { emptyProject, ownedResources } from './purge/empty-project.ts';
import { connectToProject } from './openstack/project-client.ts';

const usage = `usage: npm run purge -- --project NAME|ID [--yes]

Deletes a project's alarms, jobs, webhooks, aliases, functions with their versions, executions and stored
events, so that the project itself can be deleted. Without --yes it only lists them. The OS_* variables are used as
by the openstack client; the user needs the role member or admin in the project itself.`;

/** How many of the remaining resources are printed. */
const maximumPrinted = 20;

const report = (line: string): void => console.log(`[purge] ${line}`);

async function purge(): Promise<number> {
  const { values } = parseArgs({
    options: { project: { type: 'string' }, yes: { type: 'boolean', default: false } },
  });
  if (!values.project) throw new Error(usage);
  const project = await connectToProject(process.env, values.project);
  const [found, hasEvents] = [await ownedResources(project), await hasStoredEvents(project)];
  const named = `The project ${project.name} (${project.id})`;
  if (found.length === 0 && !hasEvents) {
    report(`${named} owns nothing.`);
    return 0;
  }
  const owned = [
    ...found.map(({ kind, keys }) => `${keys.length} ${kind.name}`),
    ...(hasEvents ? ['stored events'] : []),
  ];
  report(`${named} owns ${owned.join(', ')}.`);
  if (!values.yes) {
    report('Nothing was deleted. Run it with --yes to delete all of this permanently.');
    return 0;
  }
  const left = await emptyProject(project, { report, pause: () => sleep(2000) });
  // Last, because what was deleted before may have been an event, too.
  if (hasEvents) await deleteStoredEvents(project);
  if (hasEvents) report('stored events: hidden, and deleted within minutes');
  for (const line of left.slice(0, maximumPrinted)) console.error(`[purge] left: ${line}`);
  if (left.length > maximumPrinted)
    console.error(`[purge] left: ${left.length - maximumPrinted} more`);
  if (left.length > 0) return 1;
  report(`${named} now owns nothing. To delete it: openstack project delete ${project.id}`);
  return 0;
}

try {
  process.exitCode = await purge();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
