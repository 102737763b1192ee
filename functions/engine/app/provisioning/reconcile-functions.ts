import type { QinlingFunction } from '../../core/functions/function.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';
import { functionsPerMinute } from './backlog.ts';
import { allDone } from '../../../platform/app/all-done.ts';

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

interface Reviewed {
  /** Functions that Lambda did not have. */
  readonly missing: number;
  /** Functions with the role or the layer of an earlier deployment. */
  readonly outdated: number;
  /** What is left to the next minute. */
  readonly left: number;
}

/**
 * Once an hour, and at once in a new deployment over kept tables, finds functions that Lambda no longer
 * has, because the stack was destroyed or somebody deleted them, and has them created again; then those that
 * still have the role or layer of an earlier deployment, and has them applied again. Each becomes a new
 * revision, so that executions wait for it. What exceeds a minute's work is left to the next minute. Lambda
 * is also told again how many environments to keep ready, because it may have refused or lost them.
 */
export async function reconcileFunctions(ports: ReviewPorts): Promise<Reviewed> {
  const { clock, log, reviews, settings } = ports;
  const now = clock.now();
  if (!(await reviews.isDue(settings.deployment, now))) return { missing: 0, outdated: 0, left: 0 };
  const found = await disagreeing(ports);
  const [missing, outdated] = [
    found.missing.slice(0, functionsPerMinute),
    found.outdated.slice(0, Math.max(0, functionsPerMinute - found.missing.length)),
  ];
  const left = found.missing.length + found.outdated.length - missing.length - outdated.length;
  await allDone(
    [...missing.map((fn) => recreate(ports, fn)), ...outdated.map((fn) => applyAgain(ports, fn))],
    'functions not created or applied again',
  );
  for (const { id: functionId, projectId } of missing)
    log.warn('function missing', { functionId, projectId });
  await allDone(await scaleAgain(ports), 'versions not scaled again');
  await reviews.schedule(settings.deployment, left > 0 ? now : after(now, reviewEverySeconds));
  return { missing: missing.length, outdated: outdated.length, left };
}

/** Lambda is asked after the rows are read, so that whatever the rows call applied exists by then. */
async function disagreeing({ functions, deployedFunctions }: ReviewPorts): Promise<{
  readonly missing: readonly QinlingFunction[];
  readonly outdated: readonly QinlingFunction[];
}> {
  const wanted = (await functions.listAll()).filter(
    ({ applyError, appliedRevision, revision }) =>
      applyError === null && appliedRevision === revision,
  );
  const deployed = new Map((await deployedFunctions.list()).map((fn) => [fn.id, fn]));
  return {
    missing: wanted.filter(({ id }) => !deployed.has(id)),
    outdated: wanted.filter(({ id }) => deployed.get(id)?.isCurrent === false),
  };
}

/** Has a function applied as a new revision. One that changes at the same time is applied by that change. */
async function applyAgain(
  { functions, provisioningQueue }: ReviewPorts,
  fn: QinlingFunction,
): Promise<void> {
  const next = { ...fn, revision: fn.revision + 1 };
  if ((await functions.replace(next, fn)) === 'stored')
    await provisioningQueue.send({ v: 1, projectId: fn.projectId, functionId: fn.id });
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
