import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';

const looks: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  running: 'success',
  paused: 'stopped',
  cancelled: 'stopped',
  done: 'info',
};

/** A job that is `running` is due some time, as Qinling says it. */
export const JobStatus = ({ status }: { readonly status: string }) => (
  <StatusIndicator type={looks[status] ?? 'info'}>{status}</StatusIndicator>
);
