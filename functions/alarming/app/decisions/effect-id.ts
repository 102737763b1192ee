import { instantIn } from '../../../platform/core/ordered-id.ts';
import type { Ports } from '../../ports.ts';

/**
 * The id of what a transition causes, an execution or a delivery: always the same for the same parts. It begins
 * with the time of the transition, as the transition's own id does, so that what follows is listed by time.
 */
function effectId(
  { ids }: Pick<Ports, 'ids'>,
  transitionId: string,
  ...parts: readonly string[]
): string {
  const at = instantIn(transitionId);
  return at === undefined ? ids.derived(...parts) : ids.derivedAt(at, ...parts);
}

/** The id of the execution that an action of a transition asks for. */
export const executionId = (
  ports: Pick<Ports, 'ids'>,
  transitionId: string,
  position: number,
): string => effectId(ports, transitionId, transitionId, String(position));

/** The id of the delivery of an action of a transition. */
export const deliveryId = (
  ports: Pick<Ports, 'ids'>,
  transitionId: string,
  position: number,
): string => effectId(ports, transitionId, 'delivery', transitionId, String(position));
