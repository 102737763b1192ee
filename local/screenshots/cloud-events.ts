import { randomUUID } from 'node:crypto';

type Trait = readonly [name: string, type: 1 | 2 | 3, value: string | number];

const instance = (name: string, memory: number): readonly Trait[] => [
  ['service', 1, 'compute.node-7'],
  ['vm_name', 1, name],
  ['memory_mb', 2, memory],
  ['vcpus', 2, memory / 4096],
];
const volume = (name: string): readonly Trait[] => [
  ['service', 1, 'volume.ceph-1'],
  ['display_name', 1, name],
  ['size', 2, 100],
];

const happened: readonly (readonly [type: string, traits: readonly Trait[]])[] = [
  ['image.upload', [['name', 1, 'debian-12']]],
  ['compute.instance.create.start', instance('web-1', 16_384)],
  ['compute.instance.create.end', instance('web-1', 16_384)],
  ['volume.create.start', volume('backups')],
  ['volume.create.error', volume('backups')],
  ['compute.instance.create.start', instance('database-1', 65_536)],
  ['compute.instance.create.end', instance('database-1', 65_536)],
  ['network.create.end', [['name', 1, 'private']]],
  ['port.create.end', [['mac_address', 1, 'fa:16:3e:11:22:33']]],
  ['compute.instance.resize.confirm.end', instance('web-1', 32_768)],
  ['compute.instance.create.start', instance('web-2', 8192)],
  ['identity.project.created', [['resource_id', 1, 'c3f1']]],
];

/** What happens in a small cloud within seconds, oldest first. */
export const cloudEvents = (projectId: string) =>
  happened.map(([event_type, traits]) => ({
    message_id: randomUUID(),
    event_type,
    generated: new Date().toISOString().slice(0, 23),
    traits: [['project_id', 1, projectId] as Trait, ...traits],
    raw: {},
  }));
