import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isAdmin } from '../../api/session.ts';
import { AlarmState } from '../../parts/alarm-state.tsx';
import { DeliveryState } from '../../parts/delivery-state.tsx';
import { ExecutionStatus } from '../../parts/execution-status.tsx';
import { useSession } from '../../shell/session-context.ts';
import { deadLetterQuery, type OverviewNumbers } from './overview-item.ts';
import { Tile } from './tile.tsx';
import './overview.css';

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const states = (
  counts: Readonly<Record<string, number>> | undefined,
  shown: (state: string) => ReactNode,
) =>
  Object.entries(counts ?? {})
    .filter(([, count]) => count > 0)
    .map(([state, count]) => ({ key: state, shown: shown(state), count }));

/** The numbers of the last hour. Before they come, the tiles have their final size. */
export function OverviewTiles({ numbers }: { readonly numbers: OverviewNumbers | undefined }) {
  const session = useSession();
  const stores = session.deployment.event_storage;
  return (
    <div className="tiles">
      <Tile
        title="Events"
        to="/events"
        value={stores ? numbers?.events?.accepted : null}
        isAtLeast={numbers?.events?.complete === false}
        note={stores ? 'accepted' : 'not stored in this deployment'}
      />
      <Tile title="Firings" to="/alarms" value={numbers?.firings} note="alarms that acted" />
      <Tile
        title="Deliveries"
        to="/deliveries"
        value={numbers && sum(numbers.deliveries)}
        parts={states(numbers?.deliveries, (state) => <DeliveryState state={state} />)}
      />
      <Tile
        title="Executions"
        to="/executions"
        value={numbers && sum(numbers.executions)}
        parts={states(numbers?.executions, (status) => <ExecutionStatus status={status} />)}
      />
      <Tile
        title="Alarms"
        to="/alarms"
        value={numbers?.alarms.total}
        parts={states(numbers?.alarms.by_state, (state) => <AlarmState state={state} />)}
      />
      {isAdmin(session) && <DeadLetterTile />}
    </div>
  );
}

function DeadLetterTile() {
  const { data, isError } = useQuery(deadLetterQuery);
  return (
    <Tile
      title="Dead letters"
      to="/admin/dead-letters"
      value={isError ? null : data}
      note={isError ? 'could not be counted' : 'messages put aside'}
      isBad={isError || (data ?? 0) > 0}
    />
  );
}
