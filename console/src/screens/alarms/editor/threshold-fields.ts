/** A field of a rule on measures, as the form shows it. */
export interface RuleField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'choice' | 'list' | 'json';
  readonly choices?: readonly string[];
  readonly initial: string;
  readonly hint?: string;
}

const comparison: RuleField = {
  name: 'comparison_operator',
  label: 'Comparison',
  kind: 'choice',
  choices: ['gt', 'ge', 'lt', 'le', 'eq', 'ne'],
  initial: 'gt',
};
const threshold: RuleField = {
  name: 'threshold',
  label: 'Threshold',
  kind: 'number',
  initial: '',
};
const measured: readonly RuleField[] = [
  {
    name: 'aggregation_method',
    label: 'Aggregation',
    kind: 'choice',
    choices: ['mean', 'max', 'min', 'sum', 'last', 'count', 'std', 'median', 'rate:mean', '95pct'],
    initial: 'mean',
  },
  comparison,
  threshold,
  {
    name: 'granularity',
    label: 'Granularity in seconds',
    kind: 'number',
    initial: '60',
    hint: 'One that the metric’s archive policy keeps.',
  },
  {
    name: 'evaluation_periods',
    label: 'Periods',
    kind: 'number',
    initial: '1',
    hint: 'How many in a row must be beyond the threshold.',
  },
];
const metric: RuleField = { name: 'metric', label: 'Metric', kind: 'text', initial: '' };
const resourceType: RuleField = {
  name: 'resource_type',
  label: 'Resource type',
  kind: 'text',
  initial: 'generic',
};

/** The fields of each type of rule. A composite rule is written as JSON. */
export const thresholdFields: Readonly<Record<string, readonly RuleField[]>> = {
  gnocchi_resources_threshold: [
    metric,
    { name: 'resource_id', label: 'Resource ID', kind: 'text', initial: '' },
    resourceType,
    ...measured,
  ],
  gnocchi_aggregation_by_metrics_threshold: [
    {
      name: 'metrics',
      label: 'Metric IDs',
      kind: 'list',
      initial: '',
      hint: 'Separated by blanks or lines.',
    },
    ...measured,
  ],
  gnocchi_aggregation_by_resources_threshold: [
    metric,
    resourceType,
    {
      name: 'query',
      label: 'Which resources',
      kind: 'text',
      initial: '{"=": {"server_group": "web"}}',
      hint: 'A search of Gnocchi, as JSON.',
    },
    ...measured,
  ],
  prometheus: [
    { name: 'query', label: 'PromQL query', kind: 'text', initial: '' },
    comparison,
    threshold,
  ],
  loadbalancer_member_health: [
    { name: 'pool_id', label: 'Pool ID', kind: 'text', initial: '' },
    { name: 'stack_id', label: 'Stack ID', kind: 'text', initial: '' },
    { name: 'autoscaling_group_id', label: 'Autoscaling group ID', kind: 'text', initial: '' },
  ],
};

/** An example to begin a composite rule with. */
export const compositeExample = `{
  "or": [
    {
      "type": "gnocchi_resources_threshold",
      "metric": "cpu_util",
      "resource_id": "…",
      "resource_type": "instance",
      "aggregation_method": "mean",
      "comparison_operator": "gt",
      "threshold": 80,
      "granularity": 60,
      "evaluation_periods": 3
    },
    { "type": "prometheus", "query": "up", "comparison_operator": "lt", "threshold": 1 }
  ]
}`;

/** What is typed, as the API takes it. A number that is none stays text, so that the API says what it expects. */
export function ruleValue({ kind }: RuleField, text: string): unknown {
  if (kind === 'number')
    return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (kind === 'list') return text.split(/[\s,]+/).filter((part) => part !== '');
  return text;
}

/** A value of a rule, as the form shows it. */
export const ruleText = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(String).join('\n')
    : typeof value === 'string'
      ? value
      : (JSON.stringify(value) ?? '');
