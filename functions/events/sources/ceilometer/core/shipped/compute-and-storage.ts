import { instants, integers, texts } from './fields.ts';

const instance = {
  ...texts(
    'tenant_id',
    'user_id',
    'instance_id',
    'display_name',
    ['resource_id', 'instance_id'],
    'cell_name',
  ),
  host: { fields: 'publisher_id.`split(., 1, 1)`' },
  service: { fields: 'publisher_id.`split(., 0, -1)`' },
  ...integers('memory_mb', 'disk_gb', 'root_gb', 'ephemeral_gb', 'vcpus'),
  ...texts(
    'instance_type_id',
    'instance_flavor_id',
    'instance_type',
    'state',
    ['os_architecture', "image_meta.'org.openstack__1__architecture'"],
    ['os_version', "image_meta.'org.openstack__1__os_version'"],
    ['os_distro', "image_meta.'org.openstack__1__os_distro'"],
  ),
  ...instants('launched_at', 'deleted_at'),
};

export const auditPeriod = instants('audit_period_beginning', 'audit_period_ending');

const project = texts(['project_id', 'tenant_id']);

const cinder = {
  ...texts('user_id'),
  ...project,
  ...texts('availability_zone', 'display_name', 'replication_status', 'status'),
  ...instants('created_at'),
  ...texts(
    ['image_id', 'glance_metadata[?key=image_id].value'],
    ['instance_id', 'volume_attachment[0].server_id'],
  ),
};

const volumeChanges = [
  'volume.exists',
  'volume.retype',
  'volume.create.*',
  'volume.delete.*',
  'volume.resize.*',
  'volume.attach.*',
  'volume.detach.*',
  'volume.update.*',
];
const snapshotChanges = [
  'snapshot.exists',
  'snapshot.create.*',
  'snapshot.delete.*',
  'snapshot.update.*',
];

/** Nova, Cinder, Manila and Glance. */
export const computeAndStorage = [
  { event_type: 'compute.instance.*', traits: instance },
  {
    event_type: 'compute.instance.create.end',
    traits: { ...instance, ...texts('availability_zone') },
  },
  { event_type: 'compute.instance.update', traits: { ...instance, ...texts('old_state') } },
  { event_type: 'compute.instance.exists', traits: { ...instance, ...auditPeriod } },
  {
    event_type: [
      ...volumeChanges,
      ...snapshotChanges,
      'volume.transfer.accept.end',
      'snapshot.transfer.accept.end',
    ],
    traits: cinder,
  },
  {
    event_type: ['volume.transfer.*', ...volumeChanges, 'snapshot.transfer.accept.end'],
    traits: {
      ...cinder,
      ...texts(['resource_id', 'volume_id'], 'host'),
      ...integers('size'),
      ...texts(['type', 'volume_type'], 'replication_status'),
    },
  },
  {
    event_type: ['snapshot.transfer.accept.end'],
    traits: { ...cinder, ...texts(['resource_id', 'snapshot_id']), ...project },
  },
  {
    event_type: ['share.create.*', 'share.delete.*', 'share.extend.*', 'share.shrink.*'],
    traits: {
      ...texts('share_id', 'user_id'),
      ...project,
      ...texts('snapshot_id', 'availability_zone', 'status'),
      ...instants('created_at'),
      ...texts('share_group_id'),
      ...integers('size'),
      ...texts('name', 'proto', 'is_public', 'description', 'host'),
    },
  },
  {
    event_type: snapshotChanges,
    traits: { ...cinder, ...texts(['resource_id', 'snapshot_id'], 'volume_id') },
  },
  { event_type: ['image_volume_cache.*'], traits: texts('image_id', 'host') },
  {
    event_type: ['image.create', 'image.update', 'image.upload', 'image.delete'],
    traits: {
      ...texts(['project_id', 'owner'], ['resource_id', 'id'], 'name', 'status'),
      ...instants('created_at'),
      ...texts(['user_id', 'owner']),
      ...instants('deleted_at'),
      ...integers('size'),
    },
  },
  {
    event_type: 'image.send',
    traits: {
      ...texts(
        ['receiver_project', 'receiver_tenant_id'],
        ['receiver_user', 'receiver_user_id'],
        ['user_id', 'owner_id'],
        'image_id',
        'destination_ip',
      ),
      ...integers('bytes_sent'),
    },
  },
];
