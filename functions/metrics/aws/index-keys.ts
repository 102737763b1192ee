import type { RowKey } from '../../platform/aws/row-reader.ts';
import type { Creator } from '../core/creator.ts';
import type { Metric } from '../core/metric.ts';
import type { Resource } from '../core/resource.ts';

/*
 * The rows of the index (`docs/decisions/0016`). A resource is in the partition of the project that owns it,
 * under its type, so that a list is a query; its id leads there. A metric is under its id.
 */

/** Policies, `p#NAME`, and rules, `r#NAME`, of the deployment. */
export const policyPartition = 'policies';
export const policyKey = (name: string): RowKey => ({ pk: policyPartition, sk: `p#${name}` });
export const ruleKey = (name: string): RowKey => ({ pk: policyPartition, sk: `r#${name}` });
/** Says that the policies which are there from the beginning have been written. */
export const seededKey: RowKey = { pk: policyPartition, sk: 'seeded' };

/** The ids of a policy's metrics. */
export const policyUsePartition = (name: string): string => `use#${name}`;

export const typePartition = 'types';
export const typeKey = (name: string): RowKey => ({ pk: typePartition, sk: name });

/** The projects that own resources, and those that created metrics, for whoever reads all of them. */
export const ownersPartition = 'owners';
export const ownerKey = (projectId: string | null): RowKey => ({
  pk: ownersPartition,
  sk: `#${projectId ?? ''}`,
});
export const creatorsPartition = 'creators';
export const creatorKey = ({ projectId }: Creator): RowKey => ({
  pk: creatorsPartition,
  sk: `#${projectId}`,
});
/** The project of a row in one of the two. */
export const projectIn = ({ sk }: RowKey): string => sk.slice(1);

export const ownedPartition = (projectId: string | null): string => `R#${projectId ?? ''}`;
export const typePrefix = (type: string): string => `${type}#`;
export const resourceKey = ({
  id,
  type,
  projectId,
}: Pick<Resource, 'id' | 'type' | 'projectId'>): RowKey => ({
  pk: ownedPartition(projectId),
  sk: `${typePrefix(type)}${id}`,
});

/** Where a resource is, by its id. */
export const placeKey = (id: string): RowKey => ({ pk: `at#${id}`, sk: 'at' });

/** A resource that another project owns, among those of the project that created it. */
export const createdPartition = (projectId: string): string => `C#${projectId}`;
export const createdKey = ({ id, type, creator }: Resource): RowKey => ({
  pk: createdPartition(creator.projectId),
  sk: `${typePrefix(type)}${id}`,
});
export const isOwnedByOther = ({ creator, projectId }: Resource): boolean =>
  creator.projectId !== projectId;

export const historyPartition = ({ incarnation }: Pick<Resource, 'incarnation'>): string =>
  `H#${incarnation}`;
export const revisionKey = (resource: Resource, number: number): RowKey => ({
  pk: historyPartition(resource),
  sk: String(number).padStart(10, '0'),
});

export const metricKey = (id: string): RowKey => ({ pk: `M#${id}`, sk: 'metric' });
/** The ids of the metrics that a project created. */
export const creatorMetricsPartition = (projectId: string): string => `MC#${projectId}`;

/** The three rows of a metric: itself, and where lists and its policy find it. */
export const metricKeys = ({
  id,
  creator,
  policyName,
}: Pick<Metric, 'id' | 'creator' | 'policyName'>): readonly [RowKey, RowKey, RowKey] => [
  metricKey(id),
  { pk: creatorMetricsPartition(creator.projectId), sk: id },
  { pk: policyUsePartition(policyName), sk: id },
];

const leftoverPrefix = 'L#';
export const leftoverKey = (id: string): RowKey => ({ pk: `${leftoverPrefix}${id}`, sk: 'left' });
export const leftoverIn = ({ pk }: RowKey): string => pk.slice(leftoverPrefix.length);
