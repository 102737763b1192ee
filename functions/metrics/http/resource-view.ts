import { LosslessNumber } from 'lossless-json';
import { floatRepr, type Json } from '../../platform/core/python-json.ts';
import { creatorText } from '../core/creator.ts';
import { generic, type ResourceAttribute, type ResourceType } from '../core/resource-type.ts';
import { type AttributeValue, present, type Resource, type Revision } from '../core/resource.ts';
import { shownAttributes } from '../core/shown-attributes.ts';
import { timestampText } from '../core/time/timestamp.ts';

type View = { readonly [key: string]: Json };

/** A resource as it is now, with the attributes of a type; `generic` shows none. */
export const resourceView = (resource: Resource, type: ResourceType): View =>
  revisionView({ number: present, resource, revisionEnd: null }, type);

export function revisionView({ resource, revisionEnd }: Revision, type: ResourceType): View {
  return {
    ...withoutMetrics(resource),
    ...(type.name !== generic && attributesView(resource, type)),
    revision_end: revisionEnd === null ? null : timestampText(revisionEnd),
    metrics: Object.fromEntries(resource.metrics),
  };
}

/** What a metric shows of its resource. */
export const resourceOfMetricView = (resource: Resource): View => ({
  ...withoutMetrics(resource),
  revision_end: null,
});

const withoutMetrics = (resource: Resource): View => ({
  id: resource.id,
  creator: creatorText(resource.creator),
  started_at: timestampText(resource.startedAt),
  revision_start: timestampText(resource.revisionStart),
  ended_at: resource.endedAt === null ? null : timestampText(resource.endedAt),
  user_id: resource.userId,
  project_id: resource.projectId,
  original_resource_id: resource.originalId,
  type: resource.type,
  created_by_user_id: resource.creator.userId,
  created_by_project_id: resource.creator.projectId,
});

const attributesView = (resource: Resource, type: ResourceType): View =>
  Object.fromEntries(
    shownAttributes(type, resource).map(([name, value]) => [
      name,
      valueView(value, type.attributes[name]?.type),
    ]),
  );

function valueView(value: AttributeValue, type: ResourceAttribute['type'] | undefined): Json {
  if (type === 'datetime' && typeof value === 'string') return timestampText(value);
  // Gnocchi keeps numbers as floats.
  return typeof value === 'number' ? new LosslessNumber(floatRepr(value)) : value;
}

/** Only the keys that are asked for; all if none is. */
export const thinned = (view: View, attributes: readonly string[]): View =>
  attributes.length === 0
    ? view
    : Object.fromEntries(Object.entries(view).filter(([key]) => attributes.includes(key)));
