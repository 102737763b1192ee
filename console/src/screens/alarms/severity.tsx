import Badge from '@cloudscape-design/components/badge';

const colours = {
  low: 'severity-low',
  moderate: 'severity-medium',
  critical: 'severity-critical',
} as const;

const colourOf = (severity: string) =>
  severity === 'critical' || severity === 'moderate' ? colours[severity] : colours.low;

export const Severity = ({ severity }: { readonly severity: string }) => (
  <Badge color={colourOf(severity)}>{severity}</Badge>
);
