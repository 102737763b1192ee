import type { Replayed } from '../../../events/core/log/logged-event.ts';
import type { Replay } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';

/** What tells a request from others: its own key, or what it asks for and the arming of the alarm. */
export const replayId = (
  { ids }: Pick<Ports, 'ids'>,
  { projectId, mode }: Pick<Replay, 'projectId' | 'mode'>,
  asked:
    | { readonly key: string }
    | (Pick<Replay, 'source' | 'target' | 'asNew'> & { readonly arming: number }),
): string =>
  'key' in asked
    ? ids.derived('replay by key', projectId, mode, asked.key)
    : ids.derived(
        'replay',
        projectId,
        mode,
        asked.source.acceptance,
        asked.target.alarmId,
        String(asked.asNew),
        String(asked.arming),
      );

/** The event that a replay sends: the same however often it is sent. */
export interface ReplayedCopy {
  readonly messageId: string;
  readonly acceptance: string;
  readonly lineage: Replayed;
}

export const copyOf = (
  { ids }: Pick<Ports, 'ids'>,
  { id, source, target, asNew, createdAt }: Replay,
): ReplayedCopy => ({
  messageId: asNew ? ids.derived('replayed event', id, source.acceptance) : source.messageId,
  acceptance: ids.derivedAt(createdAt, 'replay', id, source.acceptance, target.alarmId),
  lineage: { id, of: source.acceptance, root: source.root },
});
