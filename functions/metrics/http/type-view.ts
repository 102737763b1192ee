import type { Json } from '../../platform/core/python-json.ts';
import type { ResourceAttribute, ResourceType } from '../core/resource-type.ts';

export const typeView = ({ name, attributes }: ResourceType): { readonly [key: string]: Json } => ({
  name,
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([key, attribute]) => [key, attributeView(attribute)]),
  ),
  state: 'active',
});

function attributeView(attribute: ResourceAttribute): Json {
  const { type, required } = attribute;
  switch (attribute.type) {
    case 'string':
      return { type, required, min_length: attribute.minLength, max_length: attribute.maxLength };
    case 'number':
      return { type, required, min: attribute.min, max: attribute.max };
    case 'uuid':
    case 'bool':
    case 'datetime':
      return { type, required };
  }
}
