import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { jobsQuery } from '../../api/engine/jobs.ts';
import { mayWrite } from '../../api/session.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { indentedJson } from '../../parts/indented-json.ts';
import { Instant } from '../../parts/instant.tsx';
import { LoadingSpace } from '../../parts/loading-space.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { TextBlock } from '../../parts/text-block.tsx';
import { useTitle } from '../../parts/title.ts';
import { NotFound } from '../../shell/not-found.tsx';
import { useSession } from '../../shell/session-context.ts';
import { TargetLink } from '../targets/target-link.tsx';
import { jobName, jobSchedule } from './job-columns.tsx';
import { jobActions, JobDialogs, type OpenJob } from './job-dialogs.tsx';
import { JobStatus } from './job-status.tsx';
import { NextRuns } from './next-runs.tsx';

const route = getRouteApi('/jobs/$id');

export function JobScreen() {
  const { id } = route.useParams();
  const writes = mayWrite(useSession());
  const navigate = useNavigate();
  const jobs = useQuery({ ...jobsQuery, refetchInterval: 60_000 });
  const [open, setOpen] = useState<OpenJob>();
  const job = jobs.data?.find((one) => one.id === id);
  useTitle(`Job ${job ? jobName(job) : id.slice(0, 8)}`);
  if (jobs.error) return <Failure of={jobs.error} retry={() => void jobs.refetch()} />;
  if (jobs.isPending) return <LoadingSpace lines={12} />;
  if (!job) return <NotFound />;
  const runs = job.status === 'running';
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        actions={
          writes && (
            <SpaceBetween direction="horizontal" size="xs">
              {jobActions(job, setOpen).map(({ text, onClick }) => (
                <Button key={text} onClick={onClick}>
                  {text}
                </Button>
              ))}
            </SpaceBetween>
          )
        }
      >
        Job {jobName(job)}
      </Header>
      <Container>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Status', value: <JobStatus status={job.status} /> },
            { label: 'Runs (UTC)', value: jobSchedule(job) },
            { label: 'Pattern', value: job.pattern ? <code>{job.pattern}</code> : '–' },
            {
              label: 'Next run',
              value: <Instant at={runs ? job.next_execution_time : undefined} />,
            },
            { label: 'Function', value: <TargetLink of={job} /> },
            { label: 'Runs left', value: job.count ?? 'no limit' },
            { label: 'Created', value: <Instant at={job.created_at} /> },
            { label: 'ID', value: <ShortId id={job.id} name="Job ID" /> },
          ]}
        />
      </Container>
      <ColumnLayout columns={2}>
        <Container header={<Header variant="h2">Input</Header>} fitHeight>
          {job.function_input ? (
            <TextBlock label="input" text={indentedJson(job.function_input)} />
          ) : (
            <Box color="text-body-secondary">No input.</Box>
          )}
        </Container>
        <Container header={<Header variant="h2">Next runs</Header>} fitHeight>
          {runs && job.pattern ? (
            <NextRuns pattern={job.pattern} from={Date.now()} />
          ) : (
            <Box color="text-body-secondary">
              {runs ? <Instant at={job.next_execution_time} /> : `The job is ${job.status}.`}
            </Box>
          )}
        </Container>
      </ColumnLayout>
      <ExpandableSection headerText="Commands">
        <SpaceBetween size="xxs">
          <CommandLine command={`openstack job show ${id}`} />
          <CommandLine command={`openstack job update ${id} --status paused`} />
        </SpaceBetween>
      </ExpandableSection>
      <JobDialogs
        open={open}
        onClose={() => setOpen(undefined)}
        onDeleted={() => void navigate({ to: '/jobs' })}
      />
    </SpaceBetween>
  );
}
