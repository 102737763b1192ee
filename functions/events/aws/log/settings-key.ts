import type { RowKey } from '../../../platform/aws/row-reader.ts';

/** The row of a project's settings, which also says until when its events were deleted. */
export const settingsKey = (projectId: string): RowKey => ({
  pk: `P#${projectId}#settings`,
  sk: 'settings',
});
