import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { createExecution } from '../../api/engine/executions.ts';
import { mayWrite } from '../../api/session.ts';
import { LazyEditor } from '../../editor/lazy-editor.tsx';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useSession } from '../../shell/session-context.ts';
import type { ShownFunction } from './function-tab-props.ts';
import { useRecentInputs } from './recent-inputs.ts';
import { RunOutcome } from './run-outcome.tsx';

interface RunPanelProps {
  readonly fn: ShownFunction;
  /** Saves the code before it is run, if it has changed. */
  readonly save?: () => Promise<unknown>;
  /** A published version; the newest code if it is not given. */
  readonly version?: number;
}

/** Runs the function with an input, and shows what comes of it. */
export function RunPanel({ fn, save, version = 0 }: RunPanelProps) {
  const writes = mayWrite(useSession());
  const { recent, keep } = useRecentInputs(fn.id);
  const [start, setStart] = useState({ text: recent[0] ?? '{}', times: 0 });
  const [input, setInput] = useState(start.text);
  const running = useMutation({
    mutationFn: async () => {
      keep(input);
      await save?.();
      return createExecution({
        function_id: fn.id,
        ...(version > 0 && { function_version: version }),
        ...(input.trim() !== '' && { input }),
      });
    },
  });
  const options = recent.map((text, place) => ({
    value: String(place),
    label: text.replace(/\s+/g, ' ').slice(0, 60) || '(none)',
  }));
  const flag = version > 0 ? ` --function-version ${version}` : '';
  const given = input.trim() === '' ? '' : ` --input ${shellWord(input)}`;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button
              variant="primary"
              loading={running.isPending}
              disabled={!writes}
              disabledReason="Readers cannot run functions."
              onClick={() => running.mutate()}
            >
              {save ? 'Save and run' : 'Run'}
            </Button>
          }
        >
          Run
        </Header>
      }
    >
      <SpaceBetween size="s">
        {recent.length > 0 && (
          <Select
            ariaLabel="Earlier inputs"
            placeholder="Earlier inputs"
            selectedOption={null}
            options={options}
            onChange={({ detail }) => {
              const text = recent[Number(detail.selectedOption.value)] ?? '';
              setInput(text);
              setStart(({ times }) => ({ text, times: times + 1 }));
            }}
          />
        )}
        <LazyEditor
          key={start.times}
          label="Input, JSON or text"
          path="input.json"
          text={start.text}
          minLines={4}
          onChange={setInput}
        />
        {running.error && <Failure of={running.error} retry={() => running.mutate()} />}
        {running.data && <RunOutcome key={running.data.id} id={running.data.id} />}
        <CommandLine
          command={`openstack function execution create --function ${fn.id}${flag}${given}`}
        />
      </SpaceBetween>
    </Container>
  );
}
