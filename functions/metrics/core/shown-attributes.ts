import type { ResourceAttribute, ResourceType } from './resource-type.ts';
import type { AttributeValue, Resource } from './resource.ts';

type Valued = Pick<Resource, 'attributes' | 'typeVersion'>;

/**
 * The values of a resource's attributes as the type has them now. A value that is older than its attribute
 * belonged to another one of that name, which was removed.
 */
export const shownAttributes = (
  { attributes }: ResourceType,
  resource: Valued,
): readonly (readonly [string, AttributeValue])[] =>
  Object.entries(attributes).map(([name, attribute]) => [
    name,
    shownValue(name, attribute, resource),
  ]);

export function shownValue(
  name: string,
  { since, fill }: ResourceAttribute,
  { attributes, typeVersion }: Valued,
): AttributeValue {
  const stored = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  const value = typeVersion >= since ? (stored ?? null) : null;
  return value === null && fill && typeVersion < fill.since ? fill.value : value;
}
