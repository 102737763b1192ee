import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../../../parts/failure.tsx';
import { BacktestResult } from './backtest-result.tsx';
import { beginBacktest, readBacktest } from './backtest-item.ts';

const rearms = [
  { value: 'at-once', label: 'Armed again at once', description: 'How often it would have called' },
  { value: 'never', label: 'Never armed again', description: 'As the alarm is by itself' },
  { value: '3600', label: 'Armed again after an hour' },
] as const;

const [first] = rearms;

/** How often the alarm that is being typed would have fired in the last week. */
export function BacktestPanel({ draft }: { readonly draft: () => unknown }) {
  const [rearm, setRearm] = useState<string>(first.value);
  const beginning = useMutation({ mutationFn: () => beginBacktest(draft(), rearm) });
  const begun = beginning.data;
  const running = useQuery({
    queryKey: ['backtest', begun?.id],
    queryFn: ({ signal }) => readBacktest(begun?.id ?? '', signal),
    enabled: begun !== undefined && begun.timeline === undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 2_000 : false),
  });
  const shown = running.data ?? begun;
  const error = beginning.error ?? running.error;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="The same alarm over the stored events of 7 days. Nothing is carried out."
          actions={
            <Button loading={beginning.isPending} onClick={() => beginning.mutate()}>
              Run
            </Button>
          }
        >
          Backtest
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Select
          ariaLabel="When it is armed again"
          options={rearms}
          selectedOption={rearms.find(({ value }) => value === rearm) ?? first}
          onChange={({ detail }) => setRearm(detail.selectedOption.value ?? first.value)}
        />
        {error && <Failure of={error} />}
        {shown?.state === 'running' && (
          <ProgressBar
            label="Examining events"
            value={Math.min(99, (100 * shown.examined) / Math.max(1, shown.expected ?? 1))}
          />
        )}
        {shown && shown.state !== 'running' && <BacktestResult of={shown} />}
        {!shown && !error && (
          <Box color="text-body-secondary">Says how often, when, and on which events.</Box>
        )}
      </SpaceBetween>
    </Container>
  );
}
