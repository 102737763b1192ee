import type { TableProps } from '@cloudscape-design/components/table';
import type { Webhook } from '../../api/engine/webhooks.ts';
import { HiddenText } from '../../parts/hidden-text.tsx';
import { Instant } from '../../parts/instant.tsx';
import { NumberCell } from '../../parts/number.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { TargetLink } from '../targets/target-link.tsx';

export interface WebhookRow {
  readonly webhook: Webhook;
  /** How many alarms call it; undefined if that is not known. */
  readonly alarms: number | undefined;
}

export const webhookName = ({ description, id }: Webhook) => description || id.slice(0, 8);

export const webhookPath = (id: string) => `/webhooks/${encodeURIComponent(id)}`;

export const webhookColumns: readonly TableProps.ColumnDefinition<WebhookRow>[] = [
  {
    id: 'name',
    header: 'Webhook',
    maxWidth: 240,
    sortingComparator: (one, other) =>
      webhookName(one.webhook).localeCompare(webhookName(other.webhook)),
    cell: ({ webhook }) => (
      <ScreenLink to={webhookPath(webhook.id)}>{webhookName(webhook)}</ScreenLink>
    ),
  },
  {
    id: 'target',
    header: 'Runs',
    maxWidth: 300,
    cell: ({ webhook }) => <TargetLink of={webhook} />,
  },
  {
    id: 'alarms',
    header: <NumberCell>Alarms</NumberCell>,
    cell: ({ alarms }) => <NumberCell>{alarms ?? '–'}</NumberCell>,
  },
  {
    id: 'created',
    header: 'Created',
    sortingComparator: (one, other) =>
      one.webhook.created_at.localeCompare(other.webhook.created_at),
    cell: ({ webhook }) => <Instant at={webhook.created_at} />,
  },
  {
    id: 'url',
    header: 'URL',
    cell: ({ webhook }) => (
      <HiddenText text={webhook.webhook_url} label={`URL of the webhook ${webhookName(webhook)}`} />
    ),
  },
];
