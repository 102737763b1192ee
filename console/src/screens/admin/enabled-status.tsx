import StatusIndicator from '@cloudscape-design/components/status-indicator';

export const EnabledStatus = ({ enabled }: { readonly enabled: boolean }) => (
  <StatusIndicator type={enabled ? 'success' : 'stopped'}>
    {enabled ? 'enabled' : 'disabled'}
  </StatusIndicator>
);
