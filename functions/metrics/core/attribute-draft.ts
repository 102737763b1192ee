import type { AttributeLimits } from './resource-type.ts';
import type { AttributeValue } from './resource.ts';
import { invalid } from './refusal.ts';

/** An attribute as it is asked for. */
export type AttributeDraft = AttributeLimits & {
  readonly required: boolean;
  /** What resources get that have no value. Undefined if none is given; only changes of a type give one. */
  readonly fill: AttributeValue | undefined;
};

/** Names that resources have already (`gnocchi/resource_type.py`, `INVALID_NAMES`). */
const taken: readonly string[] = [
  'id',
  'type',
  'metrics',
  'revision',
  'revision_start',
  'revision_end',
  'started_at',
  'ended_at',
  'user_id',
  'project_id',
  'created_by_user_id',
  'created_by_project_id',
  'get_metric',
  'creator',
  // Gnocchi's table would have the column twice.
  'original_resource_id',
];

const longestName = 63;

/** Refuses a name that no attribute may have, and limits that no value is in. */
export function requirePossible(name: string, attribute: AttributeDraft): void {
  if (name.length > longestName || taken.includes(name) || !/^[a-zA-Z0-9]/.test(name))
    throw invalid(`Invalid input: Resource attribute name ${name} is invalid`);
  const [least, most] =
    attribute.type === 'string'
      ? [attribute.minLength, attribute.maxLength]
      : attribute.type === 'number'
        ? [attribute.min, attribute.max]
        : [null, null];
  if (least !== null && most !== null && least > most)
    throw invalid(
      `Invalid input: Resource attribute value min (or min_length) ${least} must be less  than or equal to max (or max_length) ${most}!`,
    );
}

/** Resources that have no value need one if the attribute is required. */
export function requireFill(name: string, { required, fill }: AttributeDraft): void {
  if (required && (fill === undefined || fill === null))
    throw invalid(
      `Invalid input: Option 'fill' of resource attribute ${name} is invalid: must not be empty if required=True`,
    );
}
