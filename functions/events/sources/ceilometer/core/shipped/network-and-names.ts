import { auditPeriod } from './compute-and-storage.ts';
import { instants, texts } from './fields.ts';

const network = {
  user_id: { fields: 'ctxt.user_id' },
  project_id: { fields: 'ctxt.tenant_id' },
};

const resourceOf = (kind: string) => ({
  resource_id: { fields: [`payload.${kind}.id`, 'payload.id'] },
});

const named = (kind: string) => ({
  event_type: `${kind}.*`,
  traits: { ...network, ...texts(['name', `${kind}.name`]), ...resourceOf(kind) },
});

const nameless = (kind: string) => ({
  event_type: `${kind}.*`,
  traits: { ...network, ...resourceOf(kind) },
});

const domain = {
  ...texts('status', 'retry', 'description', 'expire', 'email', 'ttl', 'action', 'name'),
  ...texts(['resource_id', 'id']),
  ...instants('created_at', 'updated_at'),
  ...texts('version'),
  parent_domain_id: { fields: 'parent_domain_id' },
  ...texts('serial'),
};

const zone = {
  ...texts(['resource_id', 'id'], ['project_id', 'tenant_id'], 'name', 'description', 'action'),
  ...instants('created_at'),
  ...texts('email', 'expire', 'pool_id', 'refresh', 'retry', 'serial', 'status', 'ttl', 'type'),
  ...instants('updated_at'),
  ...texts('version'),
};

/** Neutron. */
export const networks = [
  {
    event_type: [
      'network.*',
      'subnet.*',
      'port.*',
      'router.*',
      'floatingip.*',
      'firewall.*',
      'firewall_policy.*',
      'firewall_rule.*',
      'vpnservice.*',
      'ipsecpolicy.*',
      'ikepolicy.*',
      'ipsec_site_connection.*',
    ],
    traits: network,
  },
  ...['network', 'subnet', 'port', 'router'].map(named),
  nameless('floatingip'),
  ...['firewall', 'firewall_policy', 'firewall_rule', 'vpnservice'].map(named),
  ...['ipsecpolicy', 'ikepolicy'].map(named),
  nameless('ipsec_site_connection'),
];

/** Designate. */
export const names = [
  { event_type: ['dns.domain.create', 'dns.domain.update', 'dns.domain.delete'], traits: domain },
  { event_type: 'dns.domain.exists', traits: { ...domain, ...auditPeriod } },
  { event_type: ['dns.zone.create', 'dns.zone.update', 'dns.zone.delete'], traits: zone },
  { event_type: 'dns.zone.exists', traits: { ...zone, ...auditPeriod } },
];
