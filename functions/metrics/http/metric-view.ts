import type { Json } from '../../platform/core/python-json.ts';
import type { ArchivePolicy } from '../core/archive-policy.ts';
import { creatorText } from '../core/creator.ts';
import type { FoundMetric } from '../core/found-metric.ts';
import type { Metric } from '../core/metric.ts';
import { policyView } from './policy-view.ts';
import { resourceOfMetricView } from './resource-view.ts';

type View = { readonly [key: string]: Json };

const common = ({ id, creator, name, unit }: Metric): View => ({
  id,
  creator: creatorText(creator),
  name,
  unit,
  created_by_user_id: creator.userId,
  created_by_project_id: creator.projectId,
});

/** A metric that has just been created. */
export const newMetricView = (metric: Metric): View => ({
  ...common(metric),
  resource_id: metric.resourceId,
  archive_policy_name: metric.policyName,
});

/** A metric in a list. */
export const listedMetricView = (
  metric: Metric,
  policies: ReadonlyMap<string, ArchivePolicy>,
): View => ({
  ...common(metric),
  resource_id: metric.resourceId,
  archive_policy: viewOfPolicy(policies.get(metric.policyName)),
});

export const metricView = (
  { metric, resource }: FoundMetric,
  policy: ArchivePolicy | undefined,
): View => ({
  ...common(metric),
  resource: resource ? resourceOfMetricView(resource) : null,
  archive_policy: viewOfPolicy(policy),
});

const viewOfPolicy = (policy: ArchivePolicy | undefined): Json =>
  policy ? policyView(policy) : null;
