import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';

interface Look {
  readonly type: StatusIndicatorProps.Type;
  readonly word: string;
}

const looks: Readonly<Record<string, Look>> = {
  fires: { type: 'success', word: 'fires' },
  'no-effect': { type: 'stopped', word: 'no effect' },
  'near-miss': { type: 'warning', word: 'near miss' },
  miss: { type: 'not-started', word: 'miss' },
  'not-considered': { type: 'not-started', word: 'not considered' },
};

/** What an event does to an alarm, in a word. */
export function Verdict({ verdict }: { readonly verdict: string }) {
  const { type, word } = looks[verdict] ?? { type: 'info', word: verdict };
  return <StatusIndicator type={type}>{word}</StatusIndicator>;
}
