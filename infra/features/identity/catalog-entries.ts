/** The commands that register this deployment in the catalog of an existing Keystone, by output name. */
export const catalogEntries = (publicUrl: string, region: string): Record<string, string> => ({
  RegisterFunctionEngine: 'openstack service create --name qinling function-engine',
  RegisterFunctionEngineEndpoint: `openstack endpoint create --region ${region} function-engine public ${publicUrl}`,
  RegisterAlarming: 'openstack service create --name aodh alarming',
  RegisterAlarmingEndpoint: `openstack endpoint create --region ${region} alarming public ${publicUrl}/alarming`,
});
