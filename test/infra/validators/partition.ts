import { partitionOf, type Region } from './combinations.ts';
import type { WrittenResource } from './deployed.ts';

/** The names by which AWS's services take on roles and use resources: the same in every partition. */
const servicePrincipals = new Set([
  'apigateway.amazonaws.com',
  'events.amazonaws.com',
  'firehose.amazonaws.com',
  'lambda.amazonaws.com',
  'scheduler.amazonaws.com',
  'streams.metrics.cloudwatch.amazonaws.com',
]);

const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
};

/** The ARNs and domains of AWS that belong to another partition or another region. */
export function foreign(resources: readonly WrittenResource[], region: Region): readonly string[] {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const isForeignArn = (arn: string) => {
    const [, partition, , place = ''] = arn.split(':');
    return partition !== partitionOf[region] || !['', '*', region].includes(place);
  };
  const isForeignDomain = (name: string) =>
    !servicePrincipals.has(name) && !name.endsWith(`.${region}.${domain}`);
  return resources.flatMap(({ id, properties }) =>
    stringsIn(properties).flatMap((text) =>
      [
        ...(text.match(/\barn:[^:\s"]*:[^:\s"]*:[^:\s"]*/g) ?? []).filter(isForeignArn),
        ...(text.match(/[\w.-]+\.amazonaws\.com(\.cn)?/g) ?? []).filter(isForeignDomain),
      ].map((found) => `${id}: ${found}`),
    ),
  );
}
