import { busSource } from '../contract/bus-event.ts';

/** The widest pattern an alarm's rule can have: every event of its project. */
export const projectPattern = (projectId: string) => ({
  source: [busSource],
  detail: { project: [projectId] },
});
