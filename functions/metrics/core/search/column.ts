import { millisecondsOf } from '../../../platform/core/instant.ts';
import { creatorText } from '../creator.ts';
import { generic, type ResourceType } from '../resource-type.ts';
import type { AttributeValue, Revision } from '../resource.ts';
import { shownValue } from '../shown-attributes.ts';

/** What a search compares, and a list is sorted by. */
export interface Column {
  readonly kind: 'text' | 'uuid' | 'number' | 'bool' | 'time' | 'span' | 'part';
  readonly valueOf: (row: Revision) => AttributeValue;
}

const column = (kind: Column['kind'], valueOf: Column['valueOf']): Column => ({ kind, valueOf });

const common: readonly (readonly [string, Column])[] = [
  ['id', column('uuid', ({ resource }) => resource.id)],
  ['type', column('text', ({ resource }) => resource.type)],
  ['creator', column('text', ({ resource }) => creatorText(resource.creator))],
  ['user_id', column('text', ({ resource }) => resource.userId)],
  ['project_id', column('text', ({ resource }) => resource.projectId)],
  ['original_resource_id', column('text', ({ resource }) => resource.originalId)],
  ['started_at', column('time', ({ resource }) => resource.startedAt)],
  ['ended_at', column('time', ({ resource }) => resource.endedAt)],
  ['revision_start', column('time', ({ resource }) => resource.revisionStart)],
];

/** Only searched, not sorted by. */
const searched: readonly (readonly [string, Column])[] = [
  ['created_by_user_id', column('part', ({ resource }) => resource.creator.userId)],
  ['created_by_project_id', column('part', ({ resource }) => resource.creator.projectId)],
  ['lifespan', column('span', ({ resource }) => lifespan(resource))],
];

/** Only of the history. */
const historical: readonly (readonly [string, Column])[] = [
  ['revision', column('number', ({ number }) => number)],
  ['revision_end', column('time', ({ revisionEnd }) => revisionEnd)],
];

/** Microseconds; null for what has not ended. */
const lifespan = ({
  startedAt,
  endedAt,
}: {
  readonly startedAt: string;
  readonly endedAt: string | null;
}): number | null => (endedAt === null ? null : micros(endedAt) - micros(startedAt));
const micros = (instant: string): number =>
  millisecondsOf(instant) * 1000 + Number(instant.slice(23, 26));

const kinds = {
  string: 'text',
  number: 'number',
  uuid: 'uuid',
  bool: 'bool',
  datetime: 'time',
} as const;

/** The columns of a type. `generic` has none but the common ones. */
export function columnsOf(
  { name, attributes }: ResourceType,
  { history, sorting }: { readonly history: boolean; readonly sorting: boolean },
): ReadonlyMap<string, Column> {
  const own =
    name === generic
      ? []
      : Object.entries(attributes).map(([key, attribute]): readonly [string, Column] => [
          key,
          column(kinds[attribute.type], ({ resource }) => shownValue(key, attribute, resource)),
        ]);
  return new Map([...common, ...(sorting ? [] : searched), ...(history ? historical : []), ...own]);
}
