/** The headers of a delivery, as Aodh sends them (`aodh/notifier/rest.py`): each attempt has its own request id. */
export const deliveryHeaders = (requestId: string): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  'x-openstack-request-id': `req-${requestId}`,
  'user-agent': 'taibai',
});
