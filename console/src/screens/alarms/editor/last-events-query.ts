import { queryOptions } from '@tanstack/react-query';
import { loads } from '../../../../../functions/platform/core/python-json.ts';
import { request } from '../../../api/request.ts';
import { samplesOf } from './judged-event.ts';

const sampleSize = 50;

/** The last stored events, on which the editor tries a rule and whose values it offers. */
export const lastEventsQuery = queryOptions({
  queryKey: ['last-events'],
  queryFn: async ({ signal }) => {
    const path = `/events/v2/events?limit=${sampleSize}&sort=generated:desc`;
    return samplesOf(loads(await (await request(path, { signal })).text()));
  },
  staleTime: 10_000,
});
