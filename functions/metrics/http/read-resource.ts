import type { Instant } from '../../platform/core/instant.ts';
import type { Json } from '../../platform/core/python-json.ts';
import { metricLimits } from '../core/limits.ts';
import type { ResourceDraft } from '../core/resource-draft.ts';
import type { ResourceType } from '../core/resource-type.ts';
import type { AttributeValue } from '../core/resource.ts';
import { attributeValue, instant } from './attribute-value.ts';
import { type IdReading, metricWishes, resourceId } from './read-metric.ts';
import { type Fields, fieldsOf, nullable, read, text } from './schema.ts';

const common = ['started_at', 'ended_at', 'user_id', 'project_id', 'metrics'];
const owner = nullable(text({ most: metricLimits.nameCharacters }));

interface Reading {
  readonly type: ResourceType;
  readonly now: Instant;
  /** Whether what the type requires must be there. */
  readonly whole: boolean;
}

function attributesIn(
  fields: Fields,
  { type, now, whole }: Reading,
): Readonly<Record<string, AttributeValue>> {
  return Object.fromEntries(
    Object.entries(type.attributes).flatMap(([key, attribute]) => {
      const reader = attributeValue(attribute, now);
      const value =
        whole && attribute.required ? fields.required(key, reader) : fields.optional(key, reader);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

const draftIn = (fields: Fields, reading: Reading): ResourceDraft => ({
  startedAt: fields.optional('started_at', instant(reading.now)),
  endedAt: fields.optional('ended_at', nullable(instant(reading.now)))?.value,
  userId: fields.optional('user_id', owner)?.value,
  projectId: fields.optional('project_id', owner)?.value,
  attributes: attributesIn(fields, reading),
  metrics: fields.optional('metrics', metricWishes),
});

/** The body of `POST /v1/resource/TYPE`. */
export const readNewResource = (
  json: Json,
  { ids, type, now }: { readonly ids: IdReading; readonly type: ResourceType; now: Instant },
) =>
  read(json, (body, path) => {
    const fields = fieldsOf(body, path, [...common, 'id', ...Object.keys(type.attributes)]);
    return {
      ...fields.required('id', resourceId(ids)),
      ...draftIn(fields, { type, now, whole: true }),
    };
  });

/** The body of `PATCH /v1/resource/TYPE/ID`. */
export const readResourceChange = (
  json: Json,
  { type, now }: { readonly type: ResourceType; readonly now: Instant },
): ResourceDraft =>
  read(json, (body, path) => {
    const fields = fieldsOf(body, path, [...common, ...Object.keys(type.attributes)]);
    return draftIn(fields, { type, now, whole: false });
  });
