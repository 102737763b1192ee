import SpaceBetween from '@cloudscape-design/components/space-between';
import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { executionQuery, isRunning } from '../../api/engine/executions.ts';
import { durationText } from '../../parts/duration.ts';
import { ExecutionStatus } from '../../parts/execution-status.tsx';
import { Failure } from '../../parts/failure.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { executionPath } from '../../parts/screen-paths.ts';
import { LogBlock, ResultBlock } from '../executions/execution-output.tsx';
import { readResult } from '../executions/execution-result.ts';

/** How a run ended, or that it still runs; its result and its log. */
export function RunOutcome({ id }: { readonly id: string }) {
  const found = useQuery(executionQuery(id));
  if (found.error) return <Failure of={found.error} retry={() => void found.refetch()} />;
  const execution = found.data;
  if (!execution) return <ExecutionStatus status="running" />;
  const ran =
    typeof execution.result === 'string' ? readResult(execution.result).milliseconds : undefined;
  return (
    <SpaceBetween size="xs">
      <SpaceBetween direction="horizontal" size="s">
        <span role="status">
          <ExecutionStatus status={execution.status} />
        </span>
        {ran !== undefined && <span>{durationText(ran)}</span>}
        <ScreenLink to={executionPath(id)}>Execution</ScreenLink>
      </SpaceBetween>
      <Box variant="h3">Result</Box>
      <ResultBlock execution={execution} />
      {!isRunning(execution.status) && (
        <SpaceBetween size="xs">
          <Box variant="h3">Log</Box>
          <LogBlock execution={execution} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
