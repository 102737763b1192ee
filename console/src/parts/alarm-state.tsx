import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';

const looks: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  ok: 'success',
  alarm: 'warning',
  'insufficient data': 'pending',
};

/** The state of an alarm, in Aodh's word. */
export const AlarmState = ({ state }: { readonly state: string }) => (
  <StatusIndicator type={looks[state] ?? 'info'}>{state}</StatusIndicator>
);
