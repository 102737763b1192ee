import { aKey, aRow, rowKey } from './dynamo-limits.ts';
import { memoryDueRows } from './due-rows.ts';
import type { Job } from '../../functions/engine/core/jobs/job.ts';
import type { JobStore } from '../../functions/engine/ports.ts';

const keyed = (job: Job): Job => {
  rowKey(job.projectId, job.id);
  return job;
};

export function memoryJobStore(): JobStore {
  const jobs = new Map<string, Job>();
  const present = (projectId: string, id: string) => {
    const job = jobs.get(id);
    return job?.projectId === projectId ? job : undefined;
  };
  return {
    async create(job) {
      jobs.set(keyed(job).id, aRow(job));
    },
    get: async (projectId, id) => (rowKey(projectId, id), present(projectId, id)),
    find: async (id) => jobs.get(aKey(id)),
    list: async (projectId) => [...jobs.values()].filter((job) => job.projectId === projectId),
    listAll: async () => [...jobs.values()],
    async replace(next) {
      if (jobs.get(next.id)?.revision !== next.revision - 1) return 'stale';
      jobs.set(next.id, aRow(next));
      return 'stored';
    },
    async remove(projectId, id) {
      if (!present(projectId, id)) return 'gone';
      jobs.delete(id);
      return 'removed';
    },
    ...memoryDueRows(() =>
      [...jobs.values()]
        .filter(({ status }) => status === 'running')
        .map(({ projectId, id, nextExecutionTime, revision }) => ({
          key: { projectId, id },
          row: [`${projectId}/${revision}`, id],
          at: nextExecutionTime,
        })),
    ),
  };
}
