import type { Json } from '../../platform/core/python-json.ts';
import type { ArchivePolicy, ArchivePolicyRule } from '../core/archive-policy.ts';

export const policyView = (policy: ArchivePolicy): Json => ({
  name: policy.name,
  back_window: policy.backWindow,
  definition: policy.definition.map(({ granularity, points, timespan }) => ({
    timespan: timespan === null ? null : timedeltaText(timespan),
    granularity: timedeltaText(granularity),
    points,
  })),
  aggregation_methods: policy.methods,
});

export const ruleView = ({ name, policyName, pattern }: ArchivePolicyRule): Json => ({
  name,
  archive_policy_name: policyName,
  metric_pattern: pattern,
});

const pad = (part: number): string => String(part).padStart(2, '0');

/** Python's `str(timedelta(…))`, such as `7 days, 0:00:00` and `0:00:00.500000`. */
export function timedeltaText(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1e6);
  const fraction = microseconds - seconds * 1e6;
  const days = Math.floor(seconds / 86_400);
  const [hours, minutes] = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  return [
    days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `,
    `${hours}:${pad(minutes)}:${pad(seconds % 60)}`,
    fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`,
  ].join('');
}
