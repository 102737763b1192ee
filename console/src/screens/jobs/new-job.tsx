import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useState } from 'react';
import { createJob } from '../../api/engine/jobs.ts';
import type { Target } from '../../api/engine/webhooks.ts';
import { shellWord } from '../../parts/command-line.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { TargetChoice } from '../targets/target-choice.tsx';
import { targetArguments } from '../targets/target-key.ts';
import { JobInputField, NameField, PatternField } from './job-fields.tsx';
import { nextRuns } from './schedule.ts';
import { typedTime } from './typed-time.ts';

interface NewJobProps {
  readonly functionId?: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function NewJob({ functionId, onDone, onClose }: NewJobProps) {
  const [target, setTarget] = useState<Target | undefined>(
    functionId === undefined ? undefined : { function_id: functionId },
  );
  const [name, setName] = useState('');
  const [kind, setKind] = useState('repeat');
  const [pattern, setPattern] = useState('*/15 * * * *');
  const [time, setTime] = useState('');
  const [count, setCount] = useState('');
  const [input, setInput] = useState('');
  const once = kind === 'once';
  const at = typedTime(time);
  const when = once
    ? { ...(at && { first_execution_time: at }) }
    : { pattern, ...(count && { count: Number(count) }) };
  const valid = once ? at !== undefined : nextRuns(pattern, Date.now(), 1).length > 0;
  const flags = [
    targetArguments(target),
    name && `--name ${shellWord(name)}`,
    once ? `--first-execution-time ${at ?? 'TIME'}` : `--pattern ${shellWord(pattern)}`,
    !once && count && `--count ${shellWord(count)}`,
    input && `--function-input ${shellWord(input)}`,
  ].filter(Boolean);
  return (
    <DialogForm
      title="Create a job"
      verb="Create"
      disabled={!target || !valid || !/^\d*$/.test(count)}
      command={`openstack job create ${flags.join(' ')}`}
      action={() =>
        createJob({
          ...target,
          ...when,
          ...(name && { name }),
          ...(input && { function_input: input }),
        })
      }
      onDone={onDone}
      onClose={onClose}
    >
      <TargetChoice value={target} onChange={setTarget} {...(functionId && { functionId })} />
      <NameField value={name} onChange={setName} />
      <SegmentedControl
        label="How often"
        selectedId={kind}
        onChange={({ detail }) => setKind(detail.selectedId)}
        options={[
          { id: 'repeat', text: 'Again and again' },
          { id: 'once', text: 'Once' },
        ]}
      />
      {once ? (
        <FormField
          label="Time"
          description="In UTC, at least a minute from now."
          constraintText="For example 2026-12-01 09:00"
        >
          <Input value={time} onChange={({ detail }) => setTime(detail.value)} />
        </FormField>
      ) : (
        <PatternField value={pattern} onChange={setPattern} />
      )}
      {!once && (
        <FormField label="How many runs" description="No limit if left empty.">
          <Input
            value={count}
            inputMode="numeric"
            onChange={({ detail }) => setCount(detail.value)}
          />
        </FormField>
      )}
      <JobInputField value={input} onChange={setInput} />
    </DialogForm>
  );
}
