import type { Instant } from '../../../functions/platform/core/instant.ts';
import type { DueRows } from '../../../functions/platform/ports.ts';

/** The keys of everything that is due. */
export const dueKeys = async <Key>(rows: DueRows<Key>, until: Instant): Promise<readonly Key[]> =>
  (await rows.due(until, 100)).map(({ key }) => key);
