/** A command of a client and its expected result. */
export interface MetricsCommand {
  /** The client's name for it, without the program. */
  readonly command: string;
  readonly parameters: readonly string[];
  /** Fields of the JSON that it prints, rows among others, or a part of the text. */
  readonly prints: string | object | readonly object[];
  /** What it does here, for readers. */
  readonly result: string;
  readonly fails?: true;
  readonly admin?: true;
  /** Remembers the id that it prints under this name. */
  readonly keeps?: string;
  /** Whether it prints nothing. */
  readonly silent?: true;
  /** What is in the file that the parameter `$file` names. */
  readonly file?: unknown;
}

export const asGnocchi = 'refused, with the words and the status of Gnocchi';

/** `openstack` has no command for it. */
const renamed: readonly MetricsCommand[] = [
  {
    command: 'archive-policy-rule update',
    parameters: ['$name', '--name', '$name-2'],
    admin: true,
    prints: { name: '$name-2', metric_pattern: '$name.*' },
    result: 'renames it; for administrators',
  },
  {
    command: 'archive-policy-rule update',
    parameters: ['$name-2', '--name', '$name'],
    admin: true,
    prints: { name: '$name' },
    result: 'and back',
  },
];

/**
 * Every command of `gnocchi` that is about policies, types, resources and metrics, in a meaningful order; `$name`
 * is a name of this run. `openstack metric` has the same.
 */
export const indexCommands = (client: 'gnocchi' | 'openstack'): readonly MetricsCommand[] => {
  const of = (name: string) => (client === 'gnocchi' ? name : `metric ${name}`);
  return [
    {
      command: of('server version'),
      parameters: [],
      prints: { version: '4.7.1' },
      result: 'that of the Gnocchi whose answers these are',
    },
    {
      command: of('capabilities list'),
      parameters: [],
      prints: 'rate:99pct',
      result: 'all 216 methods of aggregation',
    },
    {
      command: of('status'),
      parameters: [],
      admin: true,
      prints: { 'storage/total number of measures to process': 0 },
      result: 'nothing ever waits: measures are visible at once',
    },
    {
      command: of('archive-policy list'),
      parameters: [],
      prints: [{ name: 'bool' }, { name: 'high' }, { name: 'low' }, { name: 'medium' }],
      result: 'those of Gnocchi are there from the beginning',
    },
    {
      command: of('archive-policy create'),
      parameters: ['$name', '-d', 'granularity:1s,points:60', '-m', 'mean', '-b', '1'],
      admin: true,
      prints: { name: '$name', back_window: 1 },
      result: 'for administrators and the role service',
    },
    {
      command: of('archive-policy create'),
      parameters: ['$name', '-d', 'granularity:1s,points:60'],
      admin: true,
      fails: true,
      prints: 'Archive policy $name already exists (HTTP 409)',
      result: asGnocchi,
    },
    {
      command: of('archive-policy show'),
      parameters: ['$name'],
      prints: { definition: [{ timespan: '0:01:00', granularity: '0:00:01', points: 60 }] },
      result: 'with its definition as Python prints it',
    },
    {
      command: of('archive-policy update'),
      parameters: ['$name', '-d', 'granularity:1s,points:120'],
      admin: true,
      prints: { definition: [{ timespan: '0:02:00', granularity: '0:00:01', points: 120 }] },
      result: 'the granularities must stay',
    },
    {
      command: of('archive-policy-rule create'),
      parameters: ['$name', '-a', '$name', '-m', '$name.*'],
      admin: true,
      prints: { name: '$name', metric_pattern: '$name.*' },
      result: 'for administrators',
    },
    {
      command: of('archive-policy-rule list'),
      parameters: [],
      prints: [{ name: '$name', archive_policy_name: '$name' }],
      result: 'in the order in which they are asked',
    },
    {
      command: of('archive-policy-rule show'),
      parameters: ['$name'],
      prints: { name: '$name' },
      result: 'by name',
    },
    ...(client === 'gnocchi' ? renamed : []),
    {
      command: of('archive-policy delete'),
      parameters: ['$name'],
      admin: true,
      fails: true,
      prints: 'Archive policy $name is still in use (HTTP 400)',
      result: asGnocchi,
    },
    {
      command: of('resource-type create'),
      parameters: ['$name', '-a', 'host:string:false:min_length=1', '-a', 'n:number:false'],
      admin: true,
      prints: {
        name: '$name',
        state: 'active',
        'attributes/n': 'max=None, min=None, required=False, type=number',
      },
      result: 'for administrators and the role service',
    },
    {
      command: of('resource-type list'),
      parameters: [],
      prints: [{ name: 'generic' }],
      result: 'generic is always there',
    },
    {
      command: of('resource-type show'),
      parameters: ['$name'],
      prints: { name: '$name' },
      result: 'with its attributes and their limits',
    },
    {
      command: of('resource-type update'),
      parameters: ['$name', '-a', 'zone:string:true:fill=z1', '-r', 'n'],
      admin: true,
      prints: {
        'attributes/zone': 'max_length=256, min_length=0, required=True, type=string',
      },
      result: 'attributes come and go; the resources that there are are filled',
    },
    {
      command: of('resource create'),
      parameters: ['$name-vm', '-t', '$name', '-a', 'host:h1', '-a', 'zone:z2', '-n', 'cpu:low'],
      prints: { original_resource_id: '$name-vm', host: 'h1', type: '$name' },
      result: 'with attributes and new metrics; a name becomes a UUID, as in Gnocchi',
      keeps: '$resource',
    },
    {
      command: of('resource create'),
      parameters: ['$name-vm', '-t', '$name', '-a', 'zone:z2'],
      fails: true,
      prints: 'already exists (HTTP 409)',
      result: asGnocchi,
    },
    {
      command: of('resource show'),
      parameters: ['$name-vm', '-t', '$name'],
      prints: { id: '$resource', host: 'h1' },
      result: 'by name or UUID',
    },
    {
      command: of('resource update'),
      parameters: ['$name-vm', '-t', '$name', '-a', 'host:h2', '-n', 'disk:low'],
      prints: { host: 'h2' },
      result: 'attributes and metrics; what it was stays as a revision',
    },
    {
      command: of('resource history'),
      parameters: ['$name-vm', '-t', '$name'],
      prints: [{ host: 'h1' }, { host: 'h2' }],
      result: 'the oldest first',
    },
    {
      command: of('resource list'),
      parameters: ['-t', '$name', '--details', '--history', '--limit', '1', '--sort', 'id:asc'],
      prints: [{ id: '$resource' }],
      result: 'paged, sorted, with history and details',
    },
    {
      command: of('resource search'),
      parameters: ['-t', '$name', 'host="h2" and not zone = z1'],
      prints: [{ id: '$resource' }],
      result: 'with the whole grammar of searches',
    },
    {
      command: of('resource search'),
      parameters: ['-t', '$name', 'nope = 1'],
      fails: true,
      prints: 'Resource type $name has no nope attribute (HTTP 400)',
      result: asGnocchi,
    },
    {
      command: 'metric create',
      parameters: ['$name.load', '-u', 'B'],
      prints: { name: '$name.load', unit: 'B', archive_policy_name: '$name' },
      result: 'by the rule whose pattern matches',
      keeps: '$metric',
    },
    {
      command: 'metric create',
      parameters: ['memory', '-r', '$resource', '-a', 'low'],
      prints: { name: 'memory', 'archive_policy/name': 'low' },
      result: 'of a resource',
    },
    {
      command: 'metric create',
      parameters: ['memory', '-r', '$resource', '-a', 'low'],
      fails: true,
      prints: 'Named metric memory already exists (HTTP 409)',
      result: asGnocchi,
    },
    {
      command: 'metric show',
      parameters: ['memory', '-r', '$resource'],
      prints: { name: 'memory', 'resource/id': '$resource' },
      result: 'by id, or by name and resource',
    },
    {
      command: 'metric list',
      parameters: ['--limit', '1', '--sort', 'name:desc'],
      prints: 'archive_policy/name',
      result: 'the own ones, and those of own resources; paged and sorted',
    },
    {
      command: 'metric delete',
      parameters: ['memory', '-r', '$resource'],
      silent: true,
      prints: '',
      result: 'its resource no longer names it',
    },
    {
      command: 'metric delete',
      parameters: ['$metric'],
      silent: true,
      prints: '',
      result: 'by id',
    },
    {
      command: 'metric show',
      parameters: ['$metric'],
      fails: true,
      prints: 'Metric $metric does not exist (HTTP 404)',
      result: asGnocchi,
    },
    {
      command: of('resource batch delete'),
      parameters: ['-t', '$name', 'host = "none"'],
      prints: { deleted: 0 },
      result: 'what a search finds; an empty one is refused',
    },
    {
      command: of('resource delete'),
      parameters: ['$resource'],
      silent: true,
      prints: '',
      result: 'with its metrics and its history',
    },
    {
      command: of('resource-type delete'),
      parameters: ['$name'],
      admin: true,
      silent: true,
      prints: '',
      result: 'for administrators, if there is no resource of it',
    },
    {
      command: of('archive-policy-rule delete'),
      parameters: ['$name'],
      admin: true,
      silent: true,
      prints: '',
      result: 'for administrators',
    },
    {
      command: of('archive-policy delete'),
      parameters: ['$name'],
      admin: true,
      silent: true,
      prints: '',
      result: 'for administrators, if no metric and no rule names it',
    },
  ];
};
