import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';

interface Look {
  readonly type: StatusIndicatorProps.Type;
  readonly word: string;
}

const looks: Readonly<Record<string, Look>> = {
  fired: { type: 'success', word: 'fired' },
  'in-alarm': { type: 'stopped', word: 'in alarm' },
  counted: { type: 'stopped', word: 'counted' },
  disabled: { type: 'stopped', word: 'disabled' },
};

/** What an event did to an alarm whose rule it hit. */
export function HitOutcome({ outcome }: { readonly outcome: string }) {
  const { type, word } = looks[outcome] ?? { type: 'info', word: outcome };
  return <StatusIndicator type={type}>{word}</StatusIndicator>;
}
