import type { QinlingFunction } from '../../core/function.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';

/** Had made again in one run; Lambda's control plane takes few changes a second. */
const atMost = 300;

const reviewEverySeconds = 3600;

type ReviewPorts = Pick<
  Ports,
  'clock' | 'functions' | 'log' | 'madeFunctions' | 'provisioningQueue' | 'versions'
> & { readonly settings: Pick<Ports['settings'], 'deployment'> };

/**
 * Once an hour, and at once in a new deployment over kept functions: has those made again that Lambda
 * no longer has, because the stack was destroyed or a hand deleted them. Each becomes a new revision,
 * so that executions wait for it instead of failing. What is too much for one run is left to the next.
 * Lambda is told again what environments it is to keep ready: it may have refused them, or lost them.
 */
export async function reconcileFunctions(
  ports: ReviewPorts,
): Promise<{ readonly missing: number; readonly left: number }> {
  const { clock, functions, log, settings } = ports;
  const now = clock.now();
  if (!(await functions.reviewDue(settings.deployment, now))) return { missing: 0, left: 0 };
  const found = await missingFunctions(ports);
  const mending = found.slice(0, atMost);
  const left = found.length - mending.length;
  await allDone(
    mending.map((fn) => makeAgain(ports, fn)),
    'functions not made again',
  );
  for (const { id: functionId, projectId } of mending)
    log.warn('function missing', { functionId, projectId });
  await allDone(await scaleAgain(ports), 'versions not scaled again');
  await functions.reviewed(settings.deployment, left > 0 ? now : after(now, reviewEverySeconds));
  return { missing: mending.length, left };
}

/** What Lambda has is asked last: whatever a row says was made before, it has by then. */
async function missingFunctions({
  functions,
  madeFunctions,
}: ReviewPorts): Promise<readonly QinlingFunction[]> {
  const wanted = (await functions.listAll()).filter(
    ({ applyError, appliedRevision, revision }) =>
      applyError === null && appliedRevision === revision,
  );
  const made = new Set(await madeFunctions.list());
  return wanted.filter(({ id }) => !made.has(id));
}

/** A version that somebody scales meanwhile is scaled for that. */
async function scaleAgain({ provisioningQueue, versions }: ReviewPorts) {
  return (await versions.listScaled()).map(async (version) => {
    const { functionId, projectId, provisioned } = version;
    if ((await versions.scale(version, provisioned)) === 'stored')
      await provisioningQueue.send({ v: 1, projectId, functionId });
  });
}

/**
 * A function that somebody changes meanwhile is made for that change, or found missing again. With the
 * function its published versions are gone: they are published again, with what they froze.
 */
async function makeAgain(
  { provisioningQueue, versions }: ReviewPorts,
  fn: QinlingFunction,
): Promise<void> {
  const key = { projectId: fn.projectId, functionId: fn.id };
  const frozen = (await versions.list(key)).filter(({ publishError }) => publishError === null);
  if ((await versions.republish(fn, frozen)) === 'stored')
    await provisioningQueue.send({ v: 1, ...key });
}
