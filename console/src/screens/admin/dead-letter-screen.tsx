import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { Instant } from '../../parts/instant.tsx';
import { NumberCell } from '../../parts/number.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useTitle } from '../../parts/title.ts';
import { AdminsOnly } from './admins-only.tsx';
import { DeadLetterMessages } from './dead-letter-messages.tsx';
import { oldestQuery, queuesQuery, type DeadLetterQueue } from './dead-letters.ts';

const route = getRouteApi('/admin/dead-letters');

const columns = [
  {
    id: 'name',
    header: 'Queue',
    cell: ({ name }: DeadLetterQueue) => (
      <ScreenLink to="/admin/dead-letters" search={{ queue: name }}>
        {name}
      </ScreenLink>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ depth }: DeadLetterQueue) => (
      <StatusIndicator type={depth > 0 ? 'error' : 'success'}>
        {depth > 0 ? 'has messages' : 'empty'}
      </StatusIndicator>
    ),
  },
  {
    id: 'depth',
    header: <NumberCell>Messages</NumberCell>,
    cell: ({ depth }: DeadLetterQueue) => <NumberCell>{depth.toLocaleString('en')}</NumberCell>,
  },
  {
    id: 'flight',
    header: <NumberCell>In flight</NumberCell>,
    cell: ({ in_flight: count }: DeadLetterQueue) => <NumberCell>{count}</NumberCell>,
  },
  {
    id: 'age',
    header: <NumberCell>Oldest</NumberCell>,
    cell: ({ oldest }: DeadLetterQueue) => (
      <NumberCell>
        {oldest ? (
          <>
            {!oldest.of_all && 'at least '}
            <Instant at={oldest.sent_at} />
          </>
        ) : (
          '–'
        )}
      </NumberCell>
    ),
  },
];

function DeadLetterQueues() {
  useTitle('Dead letters');
  const { queue } = route.useSearch();
  const queues = useQuery(queuesQuery);
  const looked = useQuery(oldestQuery);
  const oldest = new Map(looked.data?.map((each) => [each.name, each.oldest]));
  const found = queues.data?.map((each) => ({
    ...each,
    oldest: each.depth > 0 ? oldest.get(each.name) : null,
  }));
  const chosen = queues.data?.find(({ name }) => name === queue);
  return (
    <SpaceBetween size="l">
      <CollectionTable
        title="Dead letters"
        description="What Taibai gave up after many tries. Nothing of it is lost until it is deleted or two weeks old."
        found={{ ...queues, data: found }}
        columns={columns}
        idOf={({ name }) => name}
        empty="The deployment has no such queues."
      />
      {chosen && <DeadLetterMessages key={chosen.name} queue={chosen} />}
    </SpaceBetween>
  );
}

export const DeadLetterScreen = () => (
  <AdminsOnly title="Dead letters">
    <DeadLetterQueues />
  </AdminsOnly>
);
