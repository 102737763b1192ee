import type { Replayed } from '../../../events/core/log/logged-event.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Ids } from '../../../platform/ports.ts';
import { copyInstant, type Replay, type ReplayedEvent } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';

/**
 * What tells a request from others: its own key; or what it asks for, and for an alarm its arming. A range is told by
 * what was asked, because its end may be the present.
 */
export type Told =
  | { readonly key: string }
  | {
      readonly source: readonly string[];
      readonly target: readonly string[];
      readonly asNew: boolean;
    };

export const replayId = (
  { ids }: Pick<Ports, 'ids'>,
  { projectId, mode }: Pick<Replay, 'projectId' | 'mode'>,
  told: Told,
): string =>
  'key' in told
    ? ids.derived('replay by key', projectId, mode, told.key)
    : ids.derived(
        'replay',
        projectId,
        mode,
        JSON.stringify(told.source),
        JSON.stringify(told.target),
        String(told.asNew),
      );

/** The event that a replay sends: the same however often it is sent. */
export interface ReplayedCopy {
  readonly messageId: string;
  readonly acceptance: string;
  /** When it counts as accepted. */
  readonly at: Instant;
  readonly lineage: Replayed;
  /** Of the execution of a replay to a function. */
  readonly executionId: string | undefined;
}

export function copyOf(
  { ids }: { readonly ids: Pick<Ids, 'derived' | 'derivedAt'> },
  replay: Replay,
  { event, position }: { readonly event: ReplayedEvent; readonly position: number },
): ReplayedCopy {
  const { id, asNew, target } = replay;
  const at = copyInstant(replay, position);
  return {
    messageId: asNew ? ids.derived('replayed event', id, event.acceptance) : event.messageId,
    acceptance: ids.derivedAt(at, 'replay', id, event.acceptance),
    at,
    lineage: { id, of: event.acceptance, root: event.root },
    executionId:
      target.kind === 'function'
        ? ids.derivedAt(at, 'replayed execution', id, event.acceptance)
        : undefined,
  };
}
