import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';

const looks: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  pending: 'pending',
  delivered: 'success',
  failed: 'error',
  dead: 'error',
};

/** The state of a delivery; without one, it is still in its queue or has expired. */
export const DeliveryState = ({ state }: { readonly state: string | null }) => (
  <StatusIndicator type={looks[state ?? ''] ?? 'info'}>
    {state ?? 'in its queue, or expired'}
  </StatusIndicator>
);
