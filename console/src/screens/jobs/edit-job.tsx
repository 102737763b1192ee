import Box from '@cloudscape-design/components/box';
import { useState } from 'react';
import { updateJob, type Job } from '../../api/engine/jobs.ts';
import { shellWord } from '../../parts/command-line.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { jobName } from './job-columns.tsx';
import { JobInputField, NameField, PatternField } from './job-fields.tsx';
import { nextRuns } from './schedule.ts';

interface EditJobProps {
  readonly job: Job;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** A next run must be at least a minute ahead when the request arrives. */
const leadMilliseconds = 75_000;

export function EditJob({ job, onDone, onClose }: EditJobProps) {
  const [name, setName] = useState(job.name ?? '');
  const [pattern, setPattern] = useState(job.pattern ?? '');
  const [input, setInput] = useState(job.function_input ?? '');
  const moved = job.pattern !== null && pattern !== job.pattern;
  const [next] = moved ? nextRuns(pattern, Date.now() + leadMilliseconds, 1) : [];
  const nextTime = next === undefined ? undefined : new Date(next).toISOString().slice(0, 19);
  const change = {
    ...(name !== (job.name ?? '') && { name }),
    ...(input !== (job.function_input ?? '') && { function_input: input }),
    ...(moved && nextTime !== undefined && { pattern, next_execution_time: nextTime }),
  };
  const flags = [
    change.name !== undefined && `--name ${shellWord(change.name)}`,
    change.pattern !== undefined && `--pattern ${shellWord(change.pattern)}`,
    change.next_execution_time && `--next-execution-time ${change.next_execution_time}`,
    change.function_input !== undefined && `--function-input ${shellWord(change.function_input)}`,
  ].filter(Boolean);
  return (
    <DialogForm
      title={`Edit the job ${jobName(job)}`}
      verb="Save"
      disabled={flags.length === 0 || (moved && nextTime === undefined)}
      command={`openstack job update ${job.id} ${flags.join(' ')}`}
      action={() => updateJob(job.id, change)}
      onDone={onDone}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} />
      {job.pattern !== null && <PatternField value={pattern} onChange={setPattern} />}
      {moved && nextTime && (
        <Box fontSize="body-s">The next run is then at {nextTime.replace('T', ' ')} UTC.</Box>
      )}
      <JobInputField value={input} onChange={setInput} />
    </DialogForm>
  );
}
