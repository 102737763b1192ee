import type { AttributeValue } from '../../../core/resource.ts';
import type { ResourceAttribute, ResourceType } from '../../../core/resource-type.ts';
import type { InstanceSample } from './instance-sample.ts';

const text: ResourceAttribute = {
  type: 'string',
  minLength: 0,
  maxLength: 255,
  required: false,
  since: 1,
};

/** Ceilometer's type, with what is known of an instance of EC2. A cloud that has Ceilometer has it already. */
export const instanceType: ResourceType = {
  name: 'instance',
  attributes: { display_name: text, host: text },
  version: 1,
};

/** What a new resource of the type says: texts that the type requires and nobody knows are empty. */
export function attributesOf(
  { attributes }: ResourceType,
  { instanceId, region, account }: Pick<InstanceSample, 'instanceId' | 'region' | 'account'>,
): Readonly<Record<string, AttributeValue>> {
  const known = new Map([
    ['display_name', instanceId],
    ['host', `${region}/${account}`],
  ]);
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { type, required }]): [string, string][] => {
      if (type !== 'string') return [];
      const value = known.get(name) ?? (required ? '' : undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
