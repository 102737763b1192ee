import type { AccountProjects } from '../../../../contract/account-events.ts';
import { type AccountMetricsMessage, metricUpdate } from '../../../../contract/account-metrics.ts';
import type { Caller } from '../../../../platform/core/caller.ts';
import { groupBy } from '../../../../platform/core/group-by.ts';
import { Unprocessable } from '../../../../platform/core/unprocessable.ts';
import type { PayloadStore } from '../../../../platform/ports.ts';
import type { AddingPorts } from '../../../app/measures/add-measures.ts';
import {
  addMeasuresOfResources,
  type ResourceMeasures,
} from '../../../app/measures/add-resource-measures.ts';
import { createResource } from '../../../app/resources/create-resource.ts';
import { createType } from '../../../app/types/resource-types.ts';
import { creatorOf } from '../../../core/creator.ts';
import { Refusal } from '../../../core/refusal.ts';
import { readResourceId, type UuidOfName } from '../../../core/resource-id.ts';
import { type InstanceSample, requestsOf, sampleOf } from '../core/instance-sample.ts';
import { attributesOf, instanceType } from '../core/instance-type.ts';

export type AccountMetricsPorts = AddingPorts & {
  readonly payloads: Pick<PayloadStore, 'load'>;
  readonly uuid5: UuidOfName;
};

/** Whoever creates the resources of a project's instances. Its members may read, change and delete them. */
export const accountCaller = (projectId: string): Caller => ({
  userId: 'cloudwatch',
  projectId,
  roles: ['service'],
});

/**
 * Stores what a metric stream says of EC2 instances as measures of the project that their account is mapped to. Those of
 * other accounts are counted in the log and dropped. May be repeated: a measure of the same time replaces itself.
 */
export async function acceptAccountMetrics(
  ports: AccountMetricsPorts,
  projects: AccountProjects,
  { detail }: AccountMetricsMessage,
): Promise<void> {
  const { key } = detail.object;
  const { samples, unreadable } = samplesIn(await ports.payloads.load({ key }));
  const byProject = groupBy(samples, ({ account }) => projects[account] ?? projects['*'] ?? '');
  for (const [projectId, all] of byProject)
    if (projectId !== '')
      // oxlint-disable-next-line no-await-in-loop -- one request after the other, as an agent sends them
      for (const request of requestsOf(all))
        await addRequest(ports, accountCaller(projectId), request);
  const dropped = byProject.get('')?.length ?? 0;
  if (unreadable > 0 || dropped > 0)
    ports.log.warn('account metrics refused', { key, unreadable, dropped });
}

/** A line that cannot be read stops no other. */
function samplesIn(text: string) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const updates = lines.flatMap((line) => {
    const update = metricUpdate.safeParse(jsonOf(line));
    return update.success ? [update.data] : [];
  });
  if (lines.length > 0 && updates.length === 0)
    throw new Unprocessable('the object has no update of a metric stream');
  return {
    samples: updates.flatMap((update) => sampleOf(update) ?? []),
    unreadable: lines.length - updates.length,
  };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Instances that are seen for the first time are created, as by Ceilometer, when their measures are refused. */
async function addRequest(
  ports: AccountMetricsPorts,
  caller: Caller,
  request: readonly (readonly InstanceSample[])[],
): Promise<void> {
  const measured = request.flatMap((series) => measuresOf(ports, caller, series));
  const add = () => addMeasuresOfResources(ports, caller, { measured, createMetrics: true });
  try {
    await add();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'invalid') throw error;
    const known = await ports.resources.getMany(measured.map(({ resourceId }) => resourceId));
    const unknown = measured.filter(({ resourceId }) => !known.has(resourceId));
    if (unknown.length === 0) throw error;
    for (const { originalId } of unknown) {
      const sample = request.flat().find(({ instanceId }) => instanceId === originalId);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      if (sample) await createInstance(ports, caller, sample);
    }
    await add();
  }
}

function measuresOf(
  ports: AccountMetricsPorts,
  caller: Caller,
  series: readonly InstanceSample[],
): readonly ResourceMeasures[] {
  const [sample] = series;
  if (!sample) return [];
  const { instanceId: originalId, metric: name, unit } = sample;
  const points = series.map(({ point }) => point);
  const resourceId = idOf(ports, caller, originalId);
  return [{ resourceId, originalId, metrics: [{ name, unit, points }] }];
}

function idOf({ uuid5 }: AccountMetricsPorts, caller: Caller, instanceId: string): string {
  const named = readResourceId(instanceId, creatorOf(caller), uuid5);
  if ('refused' in named) throw new Error(named.refused);
  return named.id;
}

async function createInstance(
  ports: AccountMetricsPorts,
  caller: Caller,
  sample: InstanceSample,
): Promise<void> {
  const { instanceId } = sample;
  const create = () =>
    createResource(ports, caller, {
      type: instanceType.name,
      read: (type) => ({
        id: idOf(ports, caller, instanceId),
        originalId: instanceId,
        startedAt: undefined,
        endedAt: undefined,
        userId: undefined,
        projectId: caller.projectId,
        attributes: attributesOf(type, sample),
        metrics: undefined,
      }),
    });
  if ((await refusalOf(create())) !== 'not-found') return;
  await refusalOf(createType(ports, caller, instanceType));
  await refusalOf(create());
}

/** Waits. Somebody else may have created the same before, or the type may be missing; other refusals are thrown. */
async function refusalOf(done: Promise<unknown>): Promise<'conflict' | 'not-found' | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    const code = error instanceof Refusal ? error.code : undefined;
    if (code === 'conflict' || code === 'not-found') return code;
    throw error;
  }
}
