import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LRUCache } from 'lru-cache';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { Resource } from '../core/resource.ts';
import { placeKey, resourceKey } from './index-keys.ts';

type Place = Pick<Resource, 'type' | 'projectId'>;

export const placeRow = (resource: Resource): Row => ({
  ...placeKey(resource.id),
  v: 1,
  place: { type: resource.type, projectId: resource.projectId } satisfies Place,
});

const cachedPlaces = 20_000;

/**
 * Reads the row of a resource by its id. Where it is hardly ever changes, so it is cached; the row itself is
 * always read, and if it is not where the cache says, the place is read again.
 */
export function placeReader(
  client: DynamoDBDocumentClient,
  table: string,
): (id: string) => Promise<Row | undefined> {
  const read = rowReader(client, table);
  const places = new LRUCache<string, Place>({ max: cachedPlaces });

  async function readPlace(id: string): Promise<Place | undefined> {
    const row = await read(placeKey(id));
    const place = row && entityOf<{ place: Place }>(row).place;
    if (place) places.set(id, place);
    else places.delete(id);
    return place;
  }

  return async (id) => {
    const cached = places.get(id);
    const found = cached && (await read(resourceKey({ id, ...cached })));
    if (found) return found;
    const place = await readPlace(id);
    const row = place && (await read(resourceKey({ id, ...place })));
    if (row || !place) return row;
    // It moved between the two reads.
    const moved = await readPlace(id);
    return moved && read(resourceKey({ id, ...moved }));
  };
}
