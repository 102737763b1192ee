import type { EventStorage } from '../../../contract/event-storage.ts';
import { type Instant, after } from '../../../platform/core/instant.ts';
import { matchesGlob } from '../glob.ts';

/** Which of its events a project stores. */
export type Keep = 'all' | 'none' | readonly string[];

/** What a project says about storing its events; it counts for what is stored from then on. */
export interface StorageSettings {
  readonly keep: Keep;
  readonly days: number;
  /** Events accepted until then were deleted. They are not shown, although rows may be there for some time. */
  readonly emptiedAt?: Instant | undefined;
}

/** The settings of a project, from what it has set. */
export const settingsFrom = (
  { keep = 'all', days, emptiedAt }: Partial<StorageSettings>,
  storage: EventStorage,
): StorageSettings => ({ keep, days: days ?? storage.days, emptiedAt });

/** Whether a project stores an event of this type, accepted at this instant. */
export function isKept(
  { keep, emptiedAt }: StorageSettings,
  { eventType, at }: { readonly eventType: string; readonly at: Instant },
): boolean {
  if (emptiedAt !== undefined && at <= emptiedAt) return false;
  if (typeof keep === 'string') return keep === 'all';
  return keep.some((pattern) => matchesGlob(pattern, eventType));
}

/** Whether the project deleted the event. */
export const isEmptied = (
  { emptiedAt }: Pick<StorageSettings, 'emptiedAt'>,
  at: Instant,
): boolean => emptiedAt !== undefined && at <= emptiedAt;

const daySeconds = 86_400;

/** Until when an event is stored. A shorter maximum of the deployment counts at once. */
export const expiryOf = (
  { days }: Pick<StorageSettings, 'days'>,
  { maxDays }: EventStorage,
  at: Instant,
): Instant => after(at, Math.min(days, maxDays) * daySeconds);
