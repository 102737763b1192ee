import { after, type Instant } from '../../../platform/core/instant.ts';

/** That a stored event is to be evaluated by an alarm again, or in a dry replay, what would follow. */
export interface Replay {
  readonly projectId: string;
  /** The same for the same request (`replayId`). */
  readonly id: string;
  readonly mode: 'dry' | 'real';
  /** `running`: its event may not have been sent yet. `stopped`: it was not sent. */
  readonly state: 'running' | 'done' | 'stopped';
  readonly source: {
    readonly messageId: string;
    readonly acceptance: string;
    /** The acceptance that the chain of copies began with. */
    readonly root: string;
  };
  readonly target: { readonly alarmId: string };
  /** Its event gets a message id of its own, so that the alarm counts it again. */
  readonly asNew: boolean;
  readonly createdAt: Instant;
  readonly version: number;
}

/** How many replays are shown, and for how long they are known (`docs/limits.md`). */
export const replayLimits = {
  /** While it is known, the same request is the same replay. */
  keptSeconds: 30 * 86_400,
  keyCharacters: 255,
  listed: 100,
} as const;

export const replayExpiry = ({ createdAt }: Pick<Replay, 'createdAt'>): Instant =>
  after(createdAt, replayLimits.keptSeconds);
