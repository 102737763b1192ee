import type { Instant } from '../core/instant.ts';
import type { Job } from '../core/job.ts';

/** Jobs; a running one is due at its next execution time. */
export interface JobStore {
  create(job: Job): Promise<void>;
  get(projectId: string, id: string): Promise<Job | undefined>;
  /** Whatever the project: for administrators. */
  find(id: string): Promise<Job | undefined>;
  list(projectId: string): Promise<readonly Job[]>;
  listAll(): Promise<readonly Job[]>;
  /** Stores the changed job only while it is at the revision before: a lost race is an answer. */
  replace(next: Job): Promise<'stored' | 'stale'>;
  remove(projectId: string, id: string): Promise<'removed' | 'gone'>;
  /** Running jobs whose time has come, at most so many, the longest due first. */
  due(now: Instant, atMost: number): Promise<readonly Job[]>;
}
