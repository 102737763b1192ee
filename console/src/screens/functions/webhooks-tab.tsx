import { WebhookTable } from '../webhooks/webhook-table.tsx';
import type { FunctionTabProps } from './function-tab-props.ts';
import { useRunsFunction } from './runs-function.ts';

/** The webhooks that run this function, by itself or by an alias of it. */
export const WebhooksTab = ({ fn, creating, onCreating }: FunctionTabProps) => (
  <WebhookTable
    level="h2"
    functionId={fn.id}
    creating={creating}
    onCreating={onCreating}
    shows={useRunsFunction(fn.id)}
  />
);
