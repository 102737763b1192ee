import type { EventChain } from '../app/chain/event-chain.ts';
import type { Effect } from '../app/chain/transition-effects.ts';
import { withoutSecrets } from '../core/action/action-url.ts';
import type { Transition } from '../core/decision/transition.ts';
import type { IdleHit } from '../core/decision/idle-hit.ts';
import { naiveTime } from '../core/time/naive-time.ts';
import { cut } from '../core/explain/shown-value.ts';
import type { Json } from '../../platform/core/python-json.ts';
import type { ActionExecution } from '../ports.ts';
import { deliveryView } from './delivery-view.ts';

/** A firing, with what became of its actions. */
export const firingView = ({
  firing,
  effects,
}: {
  readonly firing: Transition;
  readonly effects: readonly Effect[];
}): { readonly [name: string]: Json } => ({
  event_id: firing.id,
  alarm_id: firing.alarmId,
  name: firing.alarmName,
  at: naiveTime(firing.at),
  acceptance_id: firing.trigger.kind === 'event' ? firing.trigger.acceptanceId : null,
  replay_of: firing.trigger.kind === 'event' ? (firing.trigger.replay?.of ?? null) : null,
  previous: firing.from,
  current: firing.to,
  reason: firing.reason,
  actions: effects.map(effectView),
});

function effectView(effect: Effect): Json {
  const { position, id } = effect;
  const action = { position, url: withoutSecrets(effect.url), kind: effect.kind };
  if (effect.kind === 'delivery') {
    const shown = effect.delivery && deliveryView(effect.delivery);
    return {
      ...action,
      delivery_id: id,
      state: shown?.state ?? null,
      attempts: shown?.attempts ?? [],
    };
  }
  return { ...action, execution_id: id, ...executionView(effect.execution) };
}

const executionView = (
  execution: ActionExecution | undefined,
): { readonly [name: string]: Json } => ({
  function_id: execution?.functionId ?? null,
  status: execution?.status ?? null,
  result: execution?.result && 'text' in execution.result ? cut(execution.result.text) : null,
  created_at: execution ? naiveTime(execution.createdAt) : null,
  updated_at: execution?.updatedAt ? naiveTime(execution.updatedAt) : null,
});

const idleWords: Readonly<Record<IdleHit['reason']['kind'], string>> = {
  'in-alarm': 'The alarm was in state alarm and does not repeat its actions.',
  counted: 'The alarm had fired on the same message id and was not armed since.',
  disabled: 'The alarm was disabled.',
};

export const chainView = ({
  messageId,
  acceptances,
  firings,
  idle,
  truncated,
}: EventChain): Json => ({
  message_id: messageId,
  stored: (acceptances?.length ?? 0) > 0,
  event_type: acceptances?.at(-1)?.eventType ?? null,
  acceptances: (acceptances ?? []).map(({ at, acceptance, replayed }) => ({
    accepted_at: naiveTime(at),
    acceptance_id: acceptance,
    replay_of: replayed?.of ?? null,
  })),
  alarms: [
    ...firings.map((fired) => ({ outcome: 'fired', ...firingView(fired) })),
    ...idle.map(({ hit, alarmName }) => ({
      outcome: hit.reason.kind,
      alarm_id: hit.alarmId,
      name: alarmName ?? null,
      at: naiveTime(hit.at),
      acceptance_id: hit.acceptanceId,
      replay_of: hit.replay?.of ?? null,
      event_id: hit.reason.kind === 'counted' ? hit.reason.transitionId : null,
      reason: idleWords[hit.reason.kind],
      actions: [],
    })),
  ],
  truncated,
});
