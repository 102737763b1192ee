import type { QinlingFunction } from '../../core/functions/function.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';

/** The most functions per review, because Lambda's control plane takes few changes a second. */
const atMost = 300;

const reviewEverySeconds = 3600;

type ReviewPorts = Pick<
  Ports,
  | 'clock'
  | 'deployedFunctions'
  | 'functions'
  | 'log'
  | 'provisioningQueue'
  | 'publications'
  | 'reviews'
  | 'scaling'
  | 'versions'
> & { readonly settings: Pick<Ports['settings'], 'deployment'> };

/**
 * Once an hour, and at once in a new deployment over kept tables, finds functions that Lambda no longer
 * has, because the stack was destroyed or somebody deleted them, and has them created again. Each becomes
 * a new revision, so that executions wait for it instead of failing. What exceeds one review is left to
 * the next. Lambda is also told again how many environments to keep ready, because it may have refused or
 * lost them.
 */
export async function reconcileFunctions(
  ports: ReviewPorts,
): Promise<{ readonly missing: number; readonly left: number }> {
  const { clock, log, reviews, settings } = ports;
  const now = clock.now();
  if (!(await reviews.isDue(settings.deployment, now))) return { missing: 0, left: 0 };
  const found = await missingFunctions(ports);
  const recreated = found.slice(0, atMost);
  const left = found.length - recreated.length;
  await allDone(
    recreated.map((fn) => recreate(ports, fn)),
    'functions not created again',
  );
  for (const { id: functionId, projectId } of recreated)
    log.warn('function missing', { functionId, projectId });
  await allDone(await scaleAgain(ports), 'versions not scaled again');
  await reviews.schedule(settings.deployment, left > 0 ? now : after(now, reviewEverySeconds));
  return { missing: recreated.length, left };
}

/** Lambda is asked after the rows are read, so that whatever the rows call applied exists by then. */
async function missingFunctions({
  functions,
  deployedFunctions,
}: ReviewPorts): Promise<readonly QinlingFunction[]> {
  const wanted = (await functions.listAll()).filter(
    ({ applyError, appliedRevision, revision }) =>
      applyError === null && appliedRevision === revision,
  );
  const deployed = new Set(await deployedFunctions.list());
  return wanted.filter(({ id }) => !deployed.has(id));
}

/** Makes scaled versions due. One that is being scaled at the same time is due already. */
async function scaleAgain({ provisioningQueue, scaling }: ReviewPorts) {
  return (await scaling.listScaled()).map(async (version) => {
    const { functionId, projectId, provisioned } = version;
    if ((await scaling.scale(version, provisioned)) === 'stored')
      await provisioningQueue.send({ v: 1, projectId, functionId });
  });
}

/**
 * Lambda lost the function's published versions with it: they are published again with the code they froze.
 * A function that is being changed at the same time is created by that change, or found missing again.
 */
async function recreate(
  { provisioningQueue, publications, versions }: ReviewPorts,
  fn: QinlingFunction,
): Promise<void> {
  const key = { projectId: fn.projectId, functionId: fn.id };
  const frozen = (await versions.list(key)).filter(({ publishError }) => publishError === null);
  if ((await publications.republish(fn, frozen)) === 'stored')
    await provisioningQueue.send({ v: 1, ...key });
}
