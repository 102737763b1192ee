import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';

/** How each of some states looks; others look like news. */
export type Looks = Readonly<Record<string, StatusIndicatorProps.Type>>;

interface StateWordProps {
  readonly state: string;
  readonly looks: Looks;
}

/** A state by icon and word, never by colour alone. */
export const StateWord = ({ state, looks }: StateWordProps) => (
  <StatusIndicator type={looks[state] ?? 'info'}>{state.replaceAll('-', ' ')}</StatusIndicator>
);
