import type { Settings } from '../../settings.ts';

/** The commands that register this deployment in the catalog of an existing Keystone, by output name. */
export const catalogEntries = (
  publicUrl: string,
  {
    regionName: region,
    metrics,
    eventStorage,
  }: Pick<Settings, 'eventStorage' | 'metrics' | 'regionName'>,
): Record<string, string> => ({
  RegisterFunctionEngine: 'openstack service create --name qinling function-engine',
  ...endpointEntries('RegisterFunctionEngine', `--region ${region} function-engine`, publicUrl),
  RegisterAlarming: 'openstack service create --name aodh alarming',
  ...endpointEntries('RegisterAlarming', `--region ${region} alarming`, `${publicUrl}/alarming`),
  ...(eventStorage !== false && {
    RegisterEvent: 'openstack service create --name panko event',
    ...endpointEntries('RegisterEvent', `--region ${region} event`, `${publicUrl}/events`),
  }),
  ...(metrics && {
    RegisterMetric: 'openstack service create --name gnocchi metric',
    ...endpointEntries('RegisterMetric', `--region ${region} metric`, `${publicUrl}/metric`),
  }),
});

/** An endpoint of each interface that clients may ask for. */
function endpointEntries(name: string, service: string, url: string): Record<string, string> {
  const create = (face: string) => `openstack endpoint create ${service} ${face} ${url}`;
  return {
    [`${name}Endpoint`]: create('public'),
    [`${name}InternalEndpoint`]: create('internal'),
    [`${name}AdminEndpoint`]: create('admin'),
  };
}
