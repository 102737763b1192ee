import { ownWebhook } from '../../../engine/core/webhooks/own-webhook.ts';
import type { Transition } from '../../core/decision/transition.ts';
import type { DeliverySummary } from '../../core/delivery/delivery.ts';
import type { ActionExecution, Ports } from '../../ports.ts';
import { deliveryId, executionId } from '../decisions/effect-id.ts';

export type EffectPorts = Pick<Ports, 'deliveries' | 'executions' | 'ids'> & {
  readonly settings: Pick<Ports['settings'], 'publicUrl'>;
};

/** What became of one action of a transition. */
export type Effect =
  | {
      readonly kind: 'delivery';
      readonly position: number;
      readonly id: string;
      readonly url: string;
      /** Undefined if it is still in its queue, or has expired. */
      readonly delivery: DeliverySummary | undefined;
    }
  | {
      readonly kind: 'execution';
      readonly position: number;
      readonly id: string;
      readonly url: string;
      /** Undefined also if the webhook belongs to another project. */
      readonly execution: ActionExecution | undefined;
    };

/** What became of a transition's actions, in their order. Their ids are derived from it, so they are read by key. */
export const effectsOf = (ports: EffectPorts, transition: Transition): Promise<readonly Effect[]> =>
  Promise.all(
    transition.actions.map(async (url, position): Promise<Effect> => {
      const { projectId } = transition;
      if (ownWebhook(url, ports.settings.publicUrl)) {
        const id = executionId(ports, transition.id, position);
        const execution = await ports.executions.get(projectId, id);
        return { kind: 'execution', position, id, url, execution };
      }
      const id = deliveryId(ports, transition.id, position);
      const delivery = await ports.deliveries.get(projectId, id);
      return { kind: 'delivery', position, id, url, delivery };
    }),
  );
