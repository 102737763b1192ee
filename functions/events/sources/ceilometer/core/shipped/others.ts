import { auditPeriod } from './compute-and-storage.ts';
import { instants, integers, texts } from './fields.ts';

const trove = {
  ...texts('instance_type', 'user_id', ['resource_id', 'instance_id'], 'instance_type_id'),
  ...instants('launched_at'),
  ...texts('instance_name', 'state', 'nova_instance_id', 'service_id'),
  ...instants('created_at'),
  ...texts('region'),
};

const troveInstance = {
  ...texts('name', 'availability_zone'),
  ...integers('instance_size', 'volume_size'),
  ...texts('nova_volume_id'),
};

const troveChange = { ...troveInstance, ...trove };

/** Heat. */
export const stacks = [
  {
    event_type: 'orchestration.stack.*',
    traits: {
      ...texts(['project_id', 'tenant_id']),
      user_id: { fields: ['ctxt.trustor_user_id', 'ctxt.user_id'] },
      ...texts(['resource_id', 'stack_identity'], 'name'),
    },
  },
];

/** Trove. */
export const databases = [
  { event_type: 'trove.*', traits: trove },
  {
    event_type: ['create', 'modify_volume', 'modify_flavor', 'delete'].map(
      (change) => `trove.instance.${change}`,
    ),
    traits: troveInstance,
  },
  { event_type: 'trove.instance.create', traits: troveChange },
  {
    event_type: 'trove.instance.modify_volume',
    traits: { ...troveChange, ...integers('old_volume_size'), ...instants('modify_at') },
  },
  {
    event_type: 'trove.instance.modify_flavor',
    traits: { ...troveChange, ...integers('old_instance_size'), ...instants('modify_at') },
  },
  { event_type: 'trove.instance.delete', traits: { ...troveChange, ...instants('deleted_at') } },
  {
    event_type: 'trove.instance.exists',
    traits: { ...trove, ...texts('display_name'), ...auditPeriod },
  },
];

/** OSProfiler. */
export const profiles = [
  {
    event_type: 'profiler.*',
    traits: {
      ...texts('project', 'service', 'name', 'base_id', 'trace_id', 'parent_id'),
      ...instants('timestamp'),
      ...texts(
        ['host', 'info.host'],
        ['path', 'info.request.path'],
        ['query', 'info.request.query'],
        ['method', 'info.request.method'],
        ['scheme', 'info.request.scheme'],
        ['db.statement', 'info.db.statement'],
        ['db.params', 'info.db.params'],
      ),
    },
  },
];

/** Octavia. */
export const loadBalancers = [
  {
    event_type: 'octavia.loadbalancer.*',
    traits: texts(
      ['resource_id', 'loadbalancer_id'],
      'project_id',
      'name',
      'description',
      'admin_state_up',
      'availability_zone',
      'vip_address',
      'vip_network_id',
      'vip_port_id',
      'vip_qos_policy_id',
      'vip_subnet_id',
    ),
  },
];

/** Aodh. */
export const alarms = [
  {
    event_type: 'alarm.*',
    traits: texts(
      ['id', 'alarm_id'],
      'user_id',
      'project_id',
      'on_behalf_of',
      'severity',
      'detail',
      'type',
    ),
  },
];
