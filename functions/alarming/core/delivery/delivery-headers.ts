/**
 * The headers of a delivery, as Aodh sends them (`aodh/notifier/rest.py`): each attempt has its own request id. Ours
 * besides: the replay that sent the event.
 */
export const deliveryHeaders = (
  requestId: string,
  replayId?: string,
): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  'x-openstack-request-id': `req-${requestId}`,
  'user-agent': 'taibai',
  ...(replayId !== undefined && { 'x-taibai-replay': replayId }),
});
