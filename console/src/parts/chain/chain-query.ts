import { queryOptions } from '@tanstack/react-query';
import { requestJson } from '../../api/request.ts';
import { eventChain } from './chain-item.ts';
import { isUnderWay } from './timeline-rows.ts';

/** What followed from an event, asked again every two seconds while something is under way. */
export const chainQuery = (messageId: string) =>
  queryOptions({
    queryKey: ['chain', messageId],
    queryFn: ({ signal }) =>
      requestJson(`/alarming/v2/events/${encodeURIComponent(messageId)}/chain`, eventChain, {
        signal,
      }),
    refetchInterval: ({ state }) =>
      state.data && isUnderWay(state.data, Date.now()) ? 2_000 : false,
  });
