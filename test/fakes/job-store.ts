import { byUrgency, type Job } from '../../functions/engine/core/jobs/job.ts';
import type { JobStore } from '../../functions/engine/ports.ts';

export function memoryJobStore(): JobStore {
  const jobs = new Map<string, Job>();
  const present = (projectId: string, id: string) => {
    const job = jobs.get(id);
    return job?.projectId === projectId ? job : undefined;
  };
  return {
    async create(job) {
      jobs.set(job.id, job);
    },
    get: async (projectId, id) => present(projectId, id),
    find: async (id) => jobs.get(id),
    list: async (projectId) => [...jobs.values()].filter((job) => job.projectId === projectId),
    listAll: async () => [...jobs.values()],
    async replace(next) {
      if (jobs.get(next.id)?.revision !== next.revision - 1) return 'stale';
      jobs.set(next.id, next);
      return 'stored';
    },
    async remove(projectId, id) {
      if (!present(projectId, id)) return 'gone';
      jobs.delete(id);
      return 'removed';
    },
    due: async (now, limit) =>
      [...jobs.values()]
        .filter(({ status, nextExecutionTime }) => status === 'running' && nextExecutionTime <= now)
        .toSorted(byUrgency)
        .slice(0, limit)
        .map(({ projectId, id }) => ({ projectId, id })),
  };
}
