import { type AttributeDraft, requireFill, requirePossible } from './attribute-draft.ts';
import { invalid } from './refusal.ts';
import type { AttributeLimits, ResourceAttribute, ResourceType } from './resource-type.ts';

/** A type that is new. */
export function newType(
  name: string,
  drafts: Readonly<Record<string, AttributeDraft>>,
): ResourceType {
  const attributes = Object.entries(drafts).map(([key, draft]) => {
    requirePossible(key, draft);
    return [key, attributeOf(draft, 1, undefined)] as const;
  });
  return { name, attributes: Object.fromEntries(attributes), version: 1 };
}

/** The type with these attributes; the type itself if they are those that it has. */
export function changedType(
  type: ResourceType,
  drafts: Readonly<Record<string, AttributeDraft>>,
): ResourceType {
  const version = type.version + 1;
  let changes = Object.keys(type.attributes).filter((key) => !Object.hasOwn(drafts, key)).length;
  const attributes = Object.entries(drafts).map(([key, draft]) => {
    const seen = Object.hasOwn(type.attributes, key) ? type.attributes[key] : undefined;
    if (seen && seen.type !== draft.type)
      throw invalid(
        `Type update is not available yet. Changing ${seen.type} to ${draft.type} for attribute ${key} of resource ${type.name}`,
      );
    if (seen && seen.required === draft.required && isSame(seen, draft))
      return [key, seen] as const;
    changes += 1;
    requirePossible(key, draft);
    requireFill(key, draft);
    return [key, attributeOf(draft, version, seen)] as const;
  });
  return changes === 0
    ? type
    : { name: type.name, attributes: Object.fromEntries(attributes), version };
}

/** The attribute as of a version; the same attribute as before keeps the values that resources have. */
function attributeOf(
  { fill, required, ...limits }: AttributeDraft,
  version: number,
  seen: ResourceAttribute | undefined,
): ResourceAttribute {
  const filled = fill === undefined || fill === null ? seen?.fill : { value: fill, since: version };
  return {
    ...limits,
    required,
    since: seen?.since ?? version,
    ...(filled && { fill: filled }),
  };
}

function isSame(left: AttributeLimits, right: AttributeLimits): boolean {
  if (left.type === 'string')
    return (
      right.type === 'string' &&
      left.minLength === right.minLength &&
      left.maxLength === right.maxLength
    );
  if (left.type === 'number')
    return right.type === 'number' && left.min === right.min && left.max === right.max;
  return true;
}
