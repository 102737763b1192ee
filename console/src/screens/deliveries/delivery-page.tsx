import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { mayWrite } from '../../api/session.ts';
import { useNews } from '../../live/activity.tsx';
import { Chain } from '../../parts/chain/chain.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { DeliveryState } from '../../parts/delivery-state.tsx';
import { curlCommand } from '../../parts/curl-command.ts';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { JsonTree } from '../../parts/json-tree.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { alarmPath } from '../../parts/screen-paths.ts';
import { ShortId } from '../../parts/short-id.tsx';
import { useTitle } from '../../parts/title.ts';
import { ActionTarget } from '../../parts/action-target.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import { useNotices } from '../../shell/notices.tsx';
import { useSession } from '../../shell/session-context.ts';
import { AttemptTable } from './attempt-table.tsx';
import { deliveryQuery } from './delivery-item.ts';
import { redeliverOne } from './redeliver.ts';

const route = getRouteApi('/deliveries/$id');

/** One delivery: its attempts and what they were answered, what was sent, and where it comes from. */
export function DeliveryPage() {
  const { id } = route.useParams();
  const mine = mayWrite(useSession());
  const queries = useQueryClient();
  const { tell } = useNotices();
  const { data, error, isPending, refetch } = useQuery(deliveryQuery(id));
  useTitle('Delivery');
  useNews(['delivery'], (news) => {
    if (news.some((entry) => entry.id === id)) void refetch();
  });
  const again = useMutation({
    mutationFn: () => redeliverOne(id),
    onSuccess: async () => {
      tell({ type: 'success', content: 'The delivery begins again.' });
      await queries.invalidateQueries({ queryKey: ['delivery', id] });
      await queries.invalidateQueries({ queryKey: ['chain'] });
    },
  });
  const failed = error ?? again.error;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={data && <ActionTarget url={data.url} />}
        actions={
          <Button
            disabled={!mine || data === undefined || data.state === 'pending'}
            disabledReason={mine ? 'It is under way.' : 'Readers may not deliver again.'}
            loading={again.isPending}
            onClick={() => again.mutate()}
          >
            Deliver again
          </Button>
        }
      >
        Delivery
      </Header>
      {failed && <Failure of={failed} retry={() => void refetch()} />}
      <Container>
        <SpaceBetween size="m">
          <KeyValuePairs
            columns={4}
            items={[
              { label: 'State', value: data ? <DeliveryState state={data.state} /> : '–' },
              {
                label: 'Alarm',
                value: data ? (
                  <ScreenLink to={alarmPath(data.alarm_id)}>
                    {visibleText(data.alarm_name ?? data.alarm_id)}
                  </ScreenLink>
                ) : (
                  '–'
                ),
              },
              { label: 'Created', value: <Instant at={data?.created_at} /> },
              { label: 'Delivery ID', value: <ShortId id={id} name="Delivery ID" /> },
            ]}
          />
          <CommandLine
            command={curlCommand({
              method: 'POST',
              path: `/alarming/v2/deliveries/${id}/redeliver`,
            })}
          />
        </SpaceBetween>
      </Container>
      <AttemptTable attempts={data?.attempt_list ?? []} loading={isPending} />
      {data?.message_id && <Chain messageId={data.message_id} highlight={id} />}
      {data?.notice && (
        <Container
          header={
            <Header variant="h2" description="The body of the request">
              What is sent
            </Header>
          }
        >
          <JsonTree text={data.notice} label="The body of the request" />
        </Container>
      )}
    </SpaceBetween>
  );
}
