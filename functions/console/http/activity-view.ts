import type { Described } from '../app/describe-activity.ts';
import { deliveryView, eventView, executionView, firingView } from './views.ts';

/** What happened, with the fields of its list. */
export function activityView(item: Described) {
  const { kind, at } = item;
  if (item.kind === 'event')
    return { kind, at, id: item.shown.event.acceptance, ...eventView(item.shown) };
  if (item.kind === 'firing') return { kind, ...firingView(item.shown), at };
  if (item.kind === 'delivery') return { kind, at, ...deliveryView(item.shown) };
  if (item.kind === 'execution') return { kind, at, ...executionView(item.shown) };
  const { hit, alarmName } = item.shown;
  return {
    kind,
    at,
    id: hit.id,
    message_id: hit.messageId,
    acceptance_id: hit.acceptanceId,
    alarm_id: hit.alarmId,
    alarm_name: alarmName,
    outcome: 'hit',
    reason: hit.reason.kind,
    firing_id: hit.reason.kind === 'counted' ? hit.reason.transitionId : null,
  };
}
