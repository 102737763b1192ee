/* Ids and times that the examples share. */

export const resourceId = '1f6a9d2e-7c3b-4a58-9e0d-2b4c6a8e0f13';
export const metricId = 'c0ffee12-3456-4789-8abc-def012345678';
export const userId = '0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f';
export const projectId = '7a1de0c1b2f34c2a9f0e8d7c6b5a4938';
export const creator = `${userId}:${projectId}`;
export const when = '2026-11-27T09:30:00.123456+00:00';
export const minute = '2026-11-27T09:30:00+00:00';
