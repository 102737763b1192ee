import { asGnocchi, type MetricsCommand } from './index-commands.ts';

const at = (minute: string) => `2026-11-27T10:0${minute}:00+00:00`;
const row = (minute: string, value: number, granularity = 60) => ({
  timestamp: at(minute),
  granularity,
  value,
});
const measures = (...values: readonly number[]) =>
  values.map((value, i) => ({ timestamp: at(String(i)), value }));
/** An id that no metric has. */
const nobody = '5f1d4d2e-0000-4000-8000-000000000000';

const cannotShare =
  'the client cannot share its connection with its workers (`cannot pickle`), and ends without a request';

/** The commands that are not in the tables, with why. */
export const leftOut: Readonly<Record<string, string>> = {
  'benchmark metric create': cannotShare,
  'benchmark metric show': cannotShare,
  'benchmark measures add': cannotShare,
  'benchmark measures show': cannotShare,
};

/**
 * Every command of `gnocchi` that is about measures, in a meaningful order; `$name` is a name of this run.
 * `openstack metric` has the same.
 */
export const measureCommands = (client: 'gnocchi' | 'openstack'): readonly MetricsCommand[] => {
  const of = (name: string) => (client === 'gnocchi' ? name : `metric ${name}`);
  const minutely = ['--granularity', '60'];
  return [
    {
      command: of('resource create'),
      parameters: ['$name-vm', '-a', 'project_id:$name', '-n', 'cpu:medium'],
      prints: { original_resource_id: '$name-vm' },
      result: 'a resource whose metric is measured below',
      keeps: '$resource',
    },
    {
      command: 'metric create',
      parameters: ['$name.load', '-a', 'medium'],
      prints: { name: '$name.load' },
      result: 'a metric without resource',
      keeps: '$metric',
    },
    {
      command: of('measures add'),
      parameters: ['cpu', '-r', '$resource', '-m', `${at('0')}@10`, '-m', `${at('1')}@20`],
      silent: true,
      prints: '',
      result: 'by name and resource, or by id; they can be read at once',
    },
    {
      command: of('measures add'),
      parameters: [nobody, '-m', `${at('0')}@10`],
      fails: true,
      prints: `Metric ${nobody} does not exist (HTTP 404)`,
      result: asGnocchi,
    },
    {
      command: of('measures show'),
      parameters: ['cpu', '-r', '$resource', '--utc', ...minutely],
      prints: [row('0', 10), row('1', 20)],
      result: 'each granularity of the policy, or one',
    },
    {
      command: of('measures show'),
      parameters: [
        'cpu',
        '-r',
        '$resource',
        '--utc',
        ...minutely,
        '--aggregation',
        'max',
        '--resample',
        '120',
        '--start',
        at('0'),
        '--stop',
        at('2'),
        '--refresh',
      ],
      prints: [row('0', 20, 120)],
      result: 'another stored method, resampled, from and to; `--refresh` changes nothing',
    },
    {
      command: of('measures show'),
      parameters: ['cpu', '-r', '$resource', '--aggregation', 'bogus'],
      fails: true,
      prints: 'Aggregation method',
      result: asGnocchi,
    },
    {
      command: of('measures batch-metrics'),
      parameters: ['$file'],
      file: { $metric: measures(1, 2) },
      silent: true,
      prints: '',
      result: 'a file of measures by the ids of metrics, or `-`',
    },
    {
      command: of('measures batch-metrics'),
      parameters: ['$file'],
      file: { $metric: measures(7, 8), [nobody]: measures(1) },
      fails: true,
      prints: `Unknown metrics: ${nobody} (HTTP 400)`,
      result: 'refused whole, with the words and the status of Gnocchi',
    },
    {
      command: of('measures show'),
      parameters: ['$metric', '--utc', ...minutely],
      prints: [row('0', 1), row('1', 2)],
      result: 'nothing of the refused file was kept',
    },
    {
      command: of('measures batch-resources-metrics'),
      parameters: ['--create-metrics', '$file'],
      file: {
        $resource: { memory: { measures: measures(30, 40), archive_policy_name: 'medium' } },
      },
      silent: true,
      prints: '',
      result: 'a file of measures by resource and name; metrics that it lacks are created',
    },
    {
      command: of('measures batch-resources-metrics'),
      parameters: ['$file'],
      file: { $resource: { nope: measures(1) } },
      fails: true,
      prints: 'Unknown metrics: $resource/nope (HTTP 400)',
      result: asGnocchi,
    },
    {
      command: of('measures aggregation'),
      parameters: [
        '--aggregation',
        'mean',
        '--reaggregation',
        'sum',
        '--utc',
        ...minutely,
        '-m',
        '$metric',
      ],
      prints: [row('0', 1), row('1', 2)],
      result: 'the older interface: metrics by id',
    },
    {
      command: of('measures aggregation'),
      parameters: [
        '--query',
        'project_id="$name"',
        '--groupby',
        'project_id',
        '--utc',
        ...minutely,
        '-m',
        'cpu',
      ],
      prints: [
        { group: 'project_id: $name', ...row('0', 10) },
        { group: 'project_id: $name', ...row('1', 20) },
      ],
      result: 'the older interface: a name over the resources of a search, in groups',
    },
    {
      command: of('aggregates'),
      parameters: ['(* 2 (metric $metric mean))', ...minutely],
      prints: [{ name: '$metric/mean', ...row('0', 2) }, row('1', 4)],
      result: 'operations on metrics by id',
    },
    {
      command: of('aggregates'),
      parameters: [
        '(aggregate sum (metric (cpu mean) (memory mean)))',
        'project_id="$name"',
        ...minutely,
        '--fill',
        '0',
        '--groupby',
        'project_id',
      ],
      prints: [{ group: 'project_id: $name', name: 'aggregated', ...row('0', 40) }],
      result: 'over the resources of a search, in groups, with a value for what is missing',
    },
    {
      command: of('aggregates'),
      parameters: [
        '(aggregate mean (metric cpu mean))',
        'project_id="$name"',
        ...minutely,
        '--groupby',
        'project_id',
        '--use-history',
        'True',
      ],
      prints: [{ group: 'project_id: $name', name: 'aggregated', ...row('0', 10) }],
      result: 'in groups by the values that attributes had',
    },
    {
      command: of('aggregates'),
      parameters: ['(metric cpu mean)', 'project_id="$name"', ...minutely],
      prints: [{ name: '$resource/cpu/mean', ...row('0', 10) }],
      result: 'metrics of the resources of a search, by name',
    },
    {
      command: of('aggregates'),
      parameters: ['(bogus (metric $metric mean))'],
      fails: true,
      prints: "'bogus' operation invalid",
      result: asGnocchi,
    },
    {
      command: of('resource delete'),
      parameters: ['$resource'],
      silent: true,
      prints: '',
      result: 'its measures cannot be read any more',
    },
    {
      command: of('measures show'),
      parameters: ['cpu', '-r', '$resource'],
      fails: true,
      prints: 'does not exist (HTTP 404)',
      result: asGnocchi,
    },
    {
      command: 'metric delete',
      parameters: ['$metric'],
      silent: true,
      prints: '',
      result: 'with its measures',
    },
  ];
};
