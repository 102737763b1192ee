/** A command of a client and its expected result. */
export interface AlarmingCommand {
  /** The client's name for it. */
  readonly command: string;
  readonly parameters: readonly string[];
  /** Fields of the JSON that it prints, or a part of the text. */
  readonly prints: string | object | readonly object[];
  /** What it does here, for readers. */
  readonly result: string;
  readonly fails?: true;
  readonly admin?: true;
}

const name = '$name';
const byName = ['--name', name];
const rule = { granularity: '60', metric: 'cpu', threshold: '80' };
const gnocchi = [
  ['--metric', rule.metric],
  ['--threshold', rule.threshold],
  ['--aggregation-method', 'mean'],
  ['--comparison-operator', 'gt'],
  ['--granularity', rule.granularity],
].flat();
const refused = 'refused, with the words and the status of Aodh';

const created = (type: string, parameters: readonly string[], prints: object): AlarmingCommand => ({
  command: 'alarm create',
  parameters: ['--name', `$name-${type}`, '--type', type, ...parameters],
  prints: { type, state: 'insufficient data', ...prints },
  result: 'created, listed and updated; not evaluated yet',
});

/** Every command of `aodh`, in a meaningful order; `$name` is the alarm's name. */
export const aodhCommands = (capabilities: string): readonly AlarmingCommand[] => [
  {
    command: 'alarm create',
    parameters: [
      ['--name', name, '--type', 'event', '--event-type', 'compute.instance.*'],
      ['--query', 'traits.vm_name=string::new_instance', '--severity', 'critical'],
      ['--alarm-action', 'http://127.0.0.1:9/', '--repeat-actions', 'True'],
      ['--time-constraint', 'name=n;start=0 0 * * *;duration=60;timezone=Europe/Berlin'],
    ].flat(),
    prints: {
      name,
      type: 'event',
      state: 'insufficient data',
      state_reason: 'Not evaluated yet',
      severity: 'critical',
      event_type: 'compute.instance.*',
      query: 'traits.vm_name = new_instance',
      alarm_actions: ['http://127.0.0.1:9/'],
      repeat_actions: true,
    },
    result: 'created with its defaults; effective at once on the local stack',
  },
  {
    command: 'alarm create',
    parameters: ['--name', name, '--type', 'event', '--alarm-action', 'zaqar://?topic=t'],
    prints: 'Unsupported action zaqar://?topic=t: this cloud has no Zaqar (HTTP 400)',
    result: 'an action that could not be carried out is refused, and why',
    fails: true,
  },
  created(
    'gnocchi_resources_threshold',
    [...gnocchi, '--resource-type', 'instance', '--resource-id', 'r1'],
    {
      metric: 'cpu',
      threshold: 80,
      aggregation_method: 'mean',
    },
  ),
  created('gnocchi_aggregation_by_metrics_threshold', [...gnocchi, '--metric', 'disk'], {
    metrics: ['cpu', 'disk'],
  }),
  created(
    'gnocchi_aggregation_by_resources_threshold',
    [...gnocchi, '--resource-type', 'instance', '--query', '{"=": {"display_name": "web"}}'],
    { resource_type: 'instance' },
  ),
  created(
    'composite',
    [
      '--composite-rule',
      '{"or": [{"threshold": 80, "metric": "cpu", "type": "gnocchi_resources_threshold", "resource_id": "r1", "resource_type": "instance", "aggregation_method": "mean", "granularity": 60}, {"threshold": 10, "metric": "disk", "type": "gnocchi_resources_threshold", "resource_id": "r1", "resource_type": "instance", "aggregation_method": "mean", "granularity": 60}]}',
    ],
    {},
  ),
  created(
    'loadbalancer_member_health',
    ['--stack-id', 's', '--pool-id', 'p', '--autoscaling-group-id', 'g'],
    { pool_id: 'p' },
  ),
  created('prometheus', ['--query', 'up', '--threshold', '1'], { threshold: 1 }),
  {
    command: 'alarm show',
    parameters: byName,
    prints: { name, type: 'event' },
    result: 'by id or by name',
  },
  {
    command: 'alarm list',
    parameters: ['--filter', 'all_projects=false', '--sort', 'name:asc', '--limit', '100'],
    prints: [{ name, state: 'insufficient data' }],
    result: 'with filters, sort keys (severity by its meaning), limit and marker',
  },
  {
    command: 'alarm list',
    parameters: ['--query', `name="${name}" and severity="critical"`],
    prints: [{ name, severity: 'critical' }],
    result: 'with the whole grammar of complex queries',
  },
  {
    command: 'alarm update',
    parameters: [...byName, '--severity', 'moderate', '--description', 'changed'],
    prints: { severity: 'moderate', description: 'changed', event_type: 'compute.instance.*' },
    result: 'what is not named keeps its value',
  },
  {
    command: 'alarm state set',
    parameters: [...byName, '--state', 'ok'],
    prints: { state: 'ok' },
    result: 'arms the alarm anew',
  },
  {
    command: 'alarm state get',
    parameters: byName,
    prints: { state: 'ok' },
    result: 'as it is now',
  },
  {
    command: 'alarm-history show',
    parameters: ['$id'],
    prints: [{ type: 'state transition' }, { type: 'rule change' }, { type: 'creation' }],
    result: 'the newest first; with limit, marker and sort',
  },
  {
    command: 'alarm-history search',
    parameters: ['--query', 'type="rule change" and alarm_id="$id"'],
    prints: [{ type: 'rule change' }],
    result: 'with the whole grammar of complex queries',
  },
  {
    command: 'alarm metrics',
    parameters: [],
    prints: [],
    result: 'empty: the evaluation of events is not counted, as in Aodh',
  },
  {
    command: capabilities,
    parameters: [],
    prints: { alarm_storage: { 'storage:production_ready': true } },
    result: 'those of Aodh',
  },
  {
    command: 'alarm delete',
    parameters: byName,
    prints: '',
    result: 'by id or by name, with its history',
  },
  {
    command: 'alarm show',
    parameters: byName,
    prints: `Alarm ${name} not found (HTTP 404)`,
    result: refused,
    fails: true,
  },
];

/** The commands that only `openstack` has. */
export const quotaCommands: readonly AlarmingCommand[] = [
  {
    command: 'alarm quota show',
    parameters: [],
    prints: { alarms: -1 },
    result: 'the own project’s; -1 for no limit',
  },
  {
    command: 'alarm quota set',
    parameters: ['--alarm', '500', '$project'],
    prints: { alarms: 500 },
    result: 'for administrators',
    admin: true,
  },
  {
    command: 'alarm quota set',
    parameters: ['--alarm', '500', '$project'],
    prints: 'RBAC Authorization Failed (HTTP 403)',
    result: refused,
    fails: true,
  },
];
