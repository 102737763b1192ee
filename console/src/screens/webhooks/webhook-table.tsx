import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { deleteWebhook, webhooksQuery, type Webhook } from '../../api/engine/webhooks.ts';
import { mayWrite } from '../../api/session.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { RowButtons } from '../../parts/row-buttons.tsx';
import { useSession } from '../../shell/session-context.ts';
import { callingAlarmsQuery } from './callers.ts';
import { callersOf } from './calling-alarms.ts';
import { EditWebhook } from './edit-webhook.tsx';
import { NewWebhook } from './new-webhook.tsx';
import { webhookColumns, webhookName, type WebhookRow } from './webhook-columns.tsx';

interface WebhookTableProps {
  readonly shows: (webhook: Webhook) => boolean;
  readonly level: 'h1' | 'h2';
  /** The function that new ones are of. */
  readonly functionId?: string;
  readonly filter?: ReactNode;
  /** Whether the dialog that creates one is open, which the address says. */
  readonly creating: boolean;
  readonly onCreating: (creating: boolean) => void;
}

/** Webhooks with what they run and who calls them; creates, changes and deletes them. */
export function WebhookTable(props: WebhookTableProps) {
  const { shows, level, functionId, filter, creating, onCreating } = props;
  const writes = mayWrite(useSession());
  const queries = useQueryClient();
  const webhooks = useQuery(webhooksQuery);
  const alarms = useQuery(callingAlarmsQuery);
  const [editing, setEditing] = useState<Webhook>();
  const [deleting, setDeleting] = useState<Webhook>();
  const changed = () => void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  const rows = webhooks.data?.filter(shows).map(
    (webhook): WebhookRow => ({
      webhook,
      alarms: alarms.data && callersOf(alarms.data, webhook.id).length,
    }),
  );
  const create = (
    <Button
      disabled={!writes}
      disabledReason="Readers cannot create webhooks."
      onClick={() => onCreating(true)}
    >
      Create webhook
    </Button>
  );
  const actions = {
    id: 'actions',
    header: 'Actions',
    cell: ({ webhook }: WebhookRow) =>
      writes && (
        <RowButtons
          of={`webhook ${webhookName(webhook)}`}
          actions={[
            { text: 'Edit', onClick: () => setEditing(webhook) },
            { text: 'Delete', onClick: () => setDeleting(webhook) },
          ]}
        />
      ),
  };
  return (
    <>
      <CollectionTable
        title="Webhooks"
        level={level}
        found={{ ...webhooks, data: rows }}
        columns={[...webhookColumns, actions]}
        idOf={({ webhook }) => webhook.id}
        filter={filter}
        actions={create}
        empty={
          <>
            <Box variant="p">
              A webhook is a URL that runs a function. Alarms call it, and whoever knows it may.
              There is none here yet.
            </Box>
            {create}
            <CommandLine
              command={`openstack webhook create --function ${functionId ?? 'FUNCTION'}`}
            />
          </>
        }
      />
      {creating && (
        <NewWebhook
          {...(functionId && { functionId })}
          onDone={changed}
          onClose={() => onCreating(false)}
        />
      )}
      {editing && <EditWebhook webhook={editing} onClose={() => setEditing(undefined)} />}
      {deleting && (
        <Confirm
          title={`Delete the webhook ${webhookName(deleting)}`}
          verb="Delete"
          command={`openstack webhook delete ${deleting.id}`}
          action={() => deleteWebhook(deleting.id)}
          onDone={changed}
          onClose={() => setDeleting(undefined)}
        >
          Its URL answers 404 from then on, and cannot be brought back.{' '}
          {alarms.data &&
            `${callersOf(alarms.data, deleting.id).length} alarms of this project call it.`}
        </Confirm>
      )}
    </>
  );
}
