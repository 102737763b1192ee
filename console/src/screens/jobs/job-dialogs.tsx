import { useQueryClient } from '@tanstack/react-query';
import { deleteJob, jobsQuery, updateJob, type Job } from '../../api/engine/jobs.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { EditJob } from './edit-job.tsx';
import { isFinished, jobName } from './job-columns.tsx';

export interface OpenJob {
  readonly kind: 'edit' | 'pause' | 'resume' | 'delete';
  readonly job: Job;
}

const words = { edit: 'Edit', pause: 'Pause', resume: 'Resume', delete: 'Delete' } as const;

/** What can be done with a job as it is. */
export function jobActions(job: Job, open: (open: OpenJob) => void) {
  const kinds: OpenJob['kind'][] = isFinished(job)
    ? ['delete']
    : ['edit', job.status === 'paused' ? 'resume' : 'pause', 'delete'];
  return kinds.map((kind) => ({ text: words[kind], onClick: () => open({ kind, job }) }));
}

interface JobDialogsProps {
  readonly open: OpenJob | undefined;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** The dialog of what is being done with a job. */
export function JobDialogs({ open, onClose, onDeleted }: JobDialogsProps) {
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: jobsQuery.queryKey });
  if (!open) return null;
  const { kind, job } = open;
  if (kind === 'edit') return <EditJob job={job} onDone={changed} onClose={onClose} />;
  if (kind === 'delete')
    return (
      <Confirm
        title={`Delete the job ${jobName(job)}`}
        verb="Delete"
        command={`openstack job delete ${job.id}`}
        action={() => deleteJob(job.id)}
        onDone={() => {
          changed();
          onDeleted?.();
        }}
        onClose={onClose}
      >
        It runs no more. Executions that it asked for stay in the list.
      </Confirm>
    );
  const status = kind === 'pause' ? 'paused' : 'running';
  return (
    <Confirm
      title={`${words[kind]} the job ${jobName(job)}`}
      verb={words[kind]}
      command={`openstack job update ${job.id} --status ${status}`}
      action={() => updateJob(job.id, { status })}
      onDone={changed}
      onClose={onClose}
    >
      {kind === 'pause'
        ? 'It does not run until it is resumed.'
        : 'It runs again when it is next due. Runs that it missed are not made up.'}
    </Confirm>
  );
}
