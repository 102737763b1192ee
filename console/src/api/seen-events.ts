import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from './request.ts';

const traitTypes = z.enum(['string', 'integer', 'float', 'datetime']).catch('string');
const seenTraits = z.array(z.object({ name: z.string(), type: traitTypes }));

const forAWhile = { staleTime: 60_000, retry: false };

/** The types of stored events. */
export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: ({ signal }) => requestJson('/events/v2/event_types', z.array(z.string()), { signal }),
  ...forAWhile,
});

/** The traits of stored events of a type. */
export const traitsQuery = (eventType: string) =>
  queryOptions({
    queryKey: ['event-types', eventType, 'traits'],
    queryFn: ({ signal }) =>
      requestJson(`/events/v2/event_types/${encodeURIComponent(eventType)}/traits`, seenTraits, {
        signal,
      }),
    ...forAWhile,
  });
