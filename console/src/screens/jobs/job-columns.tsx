import { visibleText } from '../../parts/visible-text.ts';
import type { TableProps } from '@cloudscape-design/components/table';
import type { Job } from '../../api/engine/jobs.ts';
import { Instant } from '../../parts/instant.tsx';
import { NumberCell } from '../../parts/number.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { TargetLink } from '../targets/target-link.tsx';
import { JobStatus } from './job-status.tsx';
import { scheduleInWords } from '../../parts/schedule-words.ts';

export const jobName = ({ name, id }: Job) => visibleText(name || id.slice(0, 8));
export const jobPath = (id: string) => `/jobs/${encodeURIComponent(id)}`;
export const isFinished = ({ status }: Job) => status === 'done' || status === 'cancelled';

/** When a job runs, in words. */
export const jobSchedule = ({ pattern }: Job) => (pattern ? scheduleInWords(pattern) : 'once');

export const jobColumns: readonly TableProps.ColumnDefinition<Job>[] = [
  {
    id: 'name',
    header: 'Job',
    maxWidth: 220,
    sortingComparator: (one, other) => jobName(one).localeCompare(jobName(other)),
    cell: (job) => <ScreenLink to={jobPath(job.id)}>{jobName(job)}</ScreenLink>,
  },
  { id: 'status', header: 'Status', cell: ({ status }) => <JobStatus status={status} /> },
  {
    id: 'schedule',
    header: 'Runs (UTC)',
    maxWidth: 280,
    cell: (job) => <span title={job.pattern ?? undefined}>{jobSchedule(job)}</span>,
  },
  {
    id: 'next',
    header: 'Next run',
    sortingComparator: (one, other) =>
      (one.next_execution_time ?? '').localeCompare(other.next_execution_time ?? ''),
    cell: (job) => <Instant at={job.status === 'running' ? job.next_execution_time : undefined} />,
  },
  {
    id: 'count',
    header: <NumberCell>Runs left</NumberCell>,
    cell: ({ count }) => <NumberCell>{count ?? 'no limit'}</NumberCell>,
  },
  { id: 'target', header: 'Function', maxWidth: 260, cell: (job) => <TargetLink of={job} /> },
];
