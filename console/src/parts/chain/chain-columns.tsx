import Box from '@cloudscape-design/components/box';
import { DeliveryState } from '../delivery-state.tsx';
import { ExecutionStatus } from '../execution-status.tsx';
import { HitOutcome } from '../hit-outcome.tsx';
import { Instant } from '../instant.tsx';
import { ScreenLink } from '../screen-link.tsx';
import { alarmPath, deliveryPath, eventPath, executionPath } from '../screen-paths.ts';
import { maskedUrl } from '../masked-url.ts';
import { visibleText } from '../visible-text.ts';
import type { Action, Decision, EventChain } from './chain-item.ts';

interface ChainColumnsProps {
  readonly chain: EventChain;
  readonly highlight?: string | undefined;
}

/** Four columns: the event, what alarms decided, what they did, and what ran. */
export function ChainColumns({ chain, highlight }: ChainColumnsProps) {
  const rows = chain.alarms.flatMap(rowsOf);
  return (
    <table className="chain-columns">
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">Decision</th>
          <th scope="col">Action</th>
          <th scope="col">Run</th>
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 && (
          <tr>
            <EventCell chain={chain} rows={1} />
            <td colSpan={3}>
              <Box color="text-body-secondary">
                No alarm was hit. Why it says below, for each alarm.
              </Box>
            </td>
          </tr>
        )}
        {rows.map(({ decision, action, first, span }, index) => (
          <tr key={`${decision.alarm_id} ${decision.at} ${action?.position ?? ''}`}>
            {index === 0 && <EventCell chain={chain} rows={rows.length} />}
            {first && (
              <td
                rowSpan={span}
                className={mark(decision.alarm_id, highlight)}
                data-name="Decision"
              >
                <DecisionCell decision={decision} />
              </td>
            )}
            <ActionCells action={action} decision={decision} highlight={highlight} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ColumnsRow {
  readonly decision: Decision;
  readonly action: Action | undefined;
  readonly first: boolean;
  readonly span: number;
}

function rowsOf(decision: Decision): readonly ColumnsRow[] {
  const span = decision.actions.length;
  if (span === 0) return [{ decision, action: undefined, first: true, span: 1 }];
  return decision.actions.map((action, index) => ({ decision, action, first: index === 0, span }));
}

const mark = (id: string, highlight: string | undefined) =>
  id === highlight ? 'chain-highlight' : undefined;

function EventCell({ chain, rows }: { readonly chain: EventChain; readonly rows: number }) {
  const [first] = chain.acceptances;
  return (
    <td rowSpan={rows} data-name="Event">
      <ScreenLink to={eventPath(chain.message_id)}>
        {visibleText(chain.event_type ?? chain.message_id)}
      </ScreenLink>
      <Box color="text-body-secondary" fontSize="body-s">
        {first ? <Instant at={first.accepted_at} /> : 'not stored'}
        {chain.acceptances.length > 1 && `, accepted ${chain.acceptances.length} times`}
      </Box>
    </td>
  );
}

function DecisionCell({ decision }: { readonly decision: Decision }) {
  const { outcome, alarm_id, name, reason } = decision;
  return (
    <>
      <HitOutcome outcome={outcome} />{' '}
      <ScreenLink to={alarmPath(alarm_id)}>{visibleText(name ?? alarm_id)}</ScreenLink>
      {outcome !== 'fired' && (
        <Box color="text-body-secondary" fontSize="body-s">
          {reason}
        </Box>
      )}
    </>
  );
}

interface ActionCellsProps {
  readonly action: Action | undefined;
  readonly decision: Decision;
  readonly highlight: string | undefined;
}

function ActionCells({ action, decision, highlight }: ActionCellsProps) {
  if (!action)
    return (
      <td colSpan={2} data-name="Action">
        <Box color="text-body-secondary">
          {decision.outcome === 'fired' ? 'The alarm has no action.' : '–'}
        </Box>
      </td>
    );
  if (action.kind === 'delivery')
    return (
      <td colSpan={2} className={mark(action.delivery_id, highlight)} data-name="Action">
        <DeliveryState state={action.state} />{' '}
        <ScreenLink to={deliveryPath(action.delivery_id)}>
          {visibleText(maskedUrl(action.url))}
        </ScreenLink>
        <Box color="text-body-secondary" fontSize="body-s">
          {attemptsText(action.attempts)}
        </Box>
      </td>
    );
  return (
    <>
      <td data-name="Action">Webhook of a function</td>
      <td className={mark(action.execution_id, highlight)} data-name="Run">
        {action.status ? <ExecutionStatus status={action.status} /> : 'In its queue, or expired'}{' '}
        <ScreenLink to={executionPath(action.execution_id)}>execution</ScreenLink>
        {action.result !== null && (
          <div className="chain-result">{visibleText(action.result.slice(0, 200))}</div>
        )}
      </td>
    </>
  );
}

function attemptsText(attempts: readonly { readonly status: number | null }[]): string {
  const last = attempts.at(-1);
  if (!last) return 'no attempt yet';
  const count = attempts.length === 1 ? '1 attempt' : `${attempts.length} attempts`;
  return last.status === null ? count : `${count}, last answered ${last.status}`;
}
