import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { jobsQuery, type Job } from '../../api/engine/jobs.ts';
import { mayWrite } from '../../api/session.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { RowButtons } from '../../parts/row-buttons.tsx';
import { useSession } from '../../shell/session-context.ts';
import { jobColumns, jobName } from './job-columns.tsx';
import { jobActions, JobDialogs, type OpenJob } from './job-dialogs.tsx';
import { NewJob } from './new-job.tsx';

interface JobTableProps {
  readonly shows: (job: Job) => boolean;
  readonly level: 'h1' | 'h2';
  readonly functionId?: string;
  readonly filter?: ReactNode;
}

/** Jobs with their schedules; creates and changes them. */
export function JobTable({ shows, level, functionId, filter }: JobTableProps) {
  const writes = mayWrite(useSession());
  const queries = useQueryClient();
  const jobs = useQuery({ ...jobsQuery, refetchInterval: 60_000 });
  const [creating, setCreating] = useState(false);
  const [open, setOpen] = useState<OpenJob>();
  const create = (
    <Button
      disabled={!writes}
      disabledReason="Readers cannot create jobs."
      onClick={() => setCreating(true)}
    >
      Create job
    </Button>
  );
  const actions = {
    id: 'actions',
    header: 'Actions',
    cell: (job: Job) =>
      writes && <RowButtons of={`job ${jobName(job)}`} actions={jobActions(job, setOpen)} />,
  };
  return (
    <>
      <CollectionTable
        title="Jobs"
        level={level}
        found={{ ...jobs, data: jobs.data?.filter(shows) }}
        columns={[...jobColumns, actions]}
        idOf={({ id }) => id}
        filter={filter}
        actions={create}
        empty={
          <>
            <Box variant="p">A job runs a function by the clock. There is none here yet.</Box>
            {create}
            <CommandLine
              command={`openstack job create --function ${functionId ?? 'FUNCTION'} --pattern '@hourly'`}
            />
          </>
        }
      />
      {creating && (
        <NewJob
          {...(functionId && { functionId })}
          onDone={() => void queries.invalidateQueries({ queryKey: jobsQuery.queryKey })}
          onClose={() => setCreating(false)}
        />
      )}
      <JobDialogs open={open} onClose={() => setOpen(undefined)} />
    </>
  );
}
