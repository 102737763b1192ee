import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { durationText } from '../../parts/duration.ts';
import { NumberCell } from '../../parts/number.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useTitle } from '../../parts/title.ts';
import { AdminsOnly } from './admins-only.tsx';
import { DeadLetterMessages } from './dead-letter-messages.tsx';
import { queuesQuery, type DeadLetterQueue } from './dead-letters.ts';

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
    cell: ({ oldest_age_s: seconds }: DeadLetterQueue) => (
      <NumberCell>{typeof seconds === 'number' ? durationText(seconds * 1_000) : '–'}</NumberCell>
    ),
  },
];

/** The age of the oldest message is shown where the deployment knows it. */
const columnsOf = (queues: readonly DeadLetterQueue[]) =>
  columns.filter(
    ({ id }) => id !== 'age' || queues.some((one) => typeof one.oldest_age_s === 'number'),
  );

function DeadLetterQueues() {
  useTitle('Dead letters');
  const { queue } = route.useSearch();
  const queues = useQuery(queuesQuery);
  const chosen = queues.data?.find(({ name }) => name === queue);
  return (
    <SpaceBetween size="l">
      <CollectionTable
        title="Dead letters"
        description="What Taibai gave up after many tries. Nothing of it is lost until it is deleted or two weeks old."
        found={queues}
        columns={columnsOf(queues.data ?? [])}
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
