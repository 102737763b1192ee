import { instantIn } from '../../../platform/core/ordered-id.ts';
import type { Ports } from '../../ports.ts';

/**
 * The id of what a firing causes, an execution or a delivery: always the same for the same parts. It begins
 * with the time of the firing, as the firing's own id does, so that what follows is listed by time.
 */
export function effectId(
  { ids }: Pick<Ports, 'ids'>,
  firingId: string,
  ...parts: readonly string[]
): string {
  const at = instantIn(firingId);
  return at === undefined ? ids.derived(...parts) : ids.derivedAt(at, ...parts);
}
