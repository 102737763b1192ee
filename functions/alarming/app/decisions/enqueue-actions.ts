import type { Cause, ExecutionMessage } from '../../../contract/message.ts';
import { alarmNotice } from '../../core/decision/alarm-notice.ts';
import { webhookInput } from '../../../engine/core/executions/execution-input.ts';
import type { Transition } from '../../core/decision/transition.ts';
import { ownWebhook, type WebhookCall } from '../../../engine/core/webhooks/own-webhook.ts';
import { dumps, type Json } from '../../../platform/core/python-json.ts';
import type { Ports } from '../../ports.ts';
import { executionId } from './effect-id.ts';

export type ActionPorts = Pick<Ports, 'deliveryQueue' | 'executionQueue' | 'ids' | 'payloads'> & {
  readonly settings: Pick<Ports['settings'], 'publicUrl'>;
};

/**
 * Enqueues a transition's actions: calls of our own webhooks for the executor, all others for the notifier, as
 * one message in the order of the list. The messages are derived from the transition, so consumers recognise
 * them when they are enqueued again.
 */
export async function enqueueActions(
  ports: ActionPorts,
  transition: Transition,
  reasonData: Json,
): Promise<void> {
  const notice = alarmNotice(transition, reasonData);
  const actions = transition.actions.map((url, position) => ({
    url,
    position,
    call: ownWebhook(url, ports.settings.publicUrl),
  }));
  const calls = actions.flatMap(({ call, position }) => (call ? [{ call, position }] : []));
  const others = actions.flatMap(({ call, ...action }) => (call ? [] : [action]));
  if (calls.length > 0) {
    const executions = calls.map((each) => executionOf(ports, transition, notice, each));
    await ports.executionQueue.send(await Promise.all(executions));
  }
  if (others.length > 0) await enqueueDelivery(ports, transition, notice, others);
}

/** What the transition's executions and deliveries lead back to. */
export const causeOf = ({ alarmId, id: transitionId, trigger }: Transition): Cause =>
  trigger.kind === 'event'
    ? {
        alarmId,
        transitionId,
        messageId: trigger.messageId,
        acceptanceId: trigger.acceptanceId,
        ...(trigger.replay && { replayId: trigger.replay.id }),
      }
    : { alarmId, transitionId };

async function executionOf(
  { ids, payloads }: ActionPorts,
  transition: Transition,
  notice: Json,
  { call, position }: { readonly call: WebhookCall; readonly position: number },
): Promise<ExecutionMessage> {
  const { projectId, id } = transition;
  const input = webhookInput(call.query, notice);
  return {
    v: 1,
    kind: 'webhook',
    projectId,
    webhookId: call.webhookId,
    executionId: executionId({ ids }, id, position),
    input: await payloads.store(`firings/${projectId}/${id}/input-${position}`, input),
    cause: causeOf(transition),
  };
}

async function enqueueDelivery(
  { deliveryQueue, payloads }: ActionPorts,
  transition: Transition,
  notice: Json,
  actions: readonly { readonly url: string; readonly position: number }[],
): Promise<void> {
  const { projectId, alarmId, id } = transition;
  const body = await payloads.store(`firings/${projectId}/${id}/body`, dumps(notice));
  await deliveryQueue.send({
    v: 1,
    projectId,
    alarmId,
    firingId: id,
    body,
    actions: [...actions],
    attempt: 1,
    cause: causeOf(transition),
  });
}
