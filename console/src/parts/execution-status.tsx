import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';

const looks: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  success: 'success',
  running: 'in-progress',
  pending: 'pending',
  paused: 'stopped',
  cancelled: 'stopped',
  error: 'error',
  failed: 'error',
};

export const ExecutionStatus = ({ status }: { readonly status: string }) => (
  <StatusIndicator type={looks[status] ?? 'info'}>{status}</StatusIndicator>
);
