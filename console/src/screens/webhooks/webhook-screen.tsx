import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteWebhook, webhooksQuery } from '../../api/engine/webhooks.ts';
import { mayWrite } from '../../api/session.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Failure } from '../../parts/failure.tsx';
import { HiddenText } from '../../parts/hidden-text.tsx';
import { Instant } from '../../parts/instant.tsx';
import { LoadingSpace } from '../../parts/loading-space.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { useTitle } from '../../parts/title.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { useSession } from '../../shell/session-context.ts';
import { TargetLink } from '../targets/target-link.tsx';
import { callerColumns } from './caller-columns.tsx';
import { callingAlarmsQuery } from './callers.ts';
import { callersOf } from './calling-alarms.ts';
import { EditWebhook } from './edit-webhook.tsx';
import { webhookName } from './webhook-columns.tsx';

const route = getRouteApi('/webhooks/$id');

export function WebhookScreen() {
  const { id } = route.useParams();
  const writes = mayWrite(useSession());
  const navigate = useNavigate();
  const queries = useQueryClient();
  const webhooks = useQuery(webhooksQuery);
  const alarms = useQuery(callingAlarmsQuery);
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const webhook = webhooks.data?.find((one) => one.id === id);
  const name = webhook ? webhookName(webhook) : id.slice(0, 8);
  useTitle(`Webhook ${name}`);
  if (webhooks.error) return <Failure of={webhooks.error} retry={() => void webhooks.refetch()} />;
  if (webhooks.isPending) return <LoadingSpace lines={12} />;
  if (!webhook) return <NotFound />;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={!writes}
              disabledReason="Readers cannot change webhooks."
              onClick={() => setEditing(true)}
            >
              Edit
            </Button>
            <Button
              disabled={!writes}
              disabledReason="Readers cannot delete webhooks."
              onClick={() => setDeleting(true)}
            >
              Delete
            </Button>
          </SpaceBetween>
        }
      >
        Webhook {name}
      </Header>
      <Container>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Runs', value: <TargetLink of={webhook} /> },
            { label: 'Created', value: <Instant at={webhook.created_at} /> },
            { label: 'ID', value: <ShortId id={webhook.id} name="Webhook ID" /> },
            {
              label: 'URL, which whoever knows it may call',
              value: <HiddenText text={webhook.webhook_url} label="the URL" />,
            },
          ]}
        />
      </Container>
      <CollectionTable
        title="Alarms that call it"
        level="h2"
        found={{ ...alarms, data: alarms.data && callersOf(alarms.data, id) }}
        columns={callerColumns(id)}
        idOf={(alarm) => alarm.alarm_id}
        empty={<Box variant="p">No alarm of this project calls it.</Box>}
      />
      <ExpandableSection headerText="Commands">
        <SpaceBetween size="xxs">
          <CommandLine command={`openstack webhook show ${id}`} />
          <CommandLine command={`openstack webhook delete ${id}`} />
        </SpaceBetween>
      </ExpandableSection>
      {editing && <EditWebhook webhook={webhook} onClose={() => setEditing(false)} />}
      {deleting && (
        <Confirm
          title={`Delete the webhook ${name}`}
          verb="Delete"
          command={`openstack webhook delete ${id}`}
          action={() => deleteWebhook(id)}
          onDone={() => {
            void navigate({ to: '/webhooks' });
            void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
          }}
          onClose={() => setDeleting(false)}
        >
          Its URL answers 404 from then on, and cannot be brought back.
        </Confirm>
      )}
    </SpaceBetween>
  );
}
