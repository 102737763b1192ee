import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { executionLogQuery, isRunning, type Execution } from '../../api/engine/executions.ts';
import { Failure } from '../../parts/failure.tsx';
import { indentedJson } from '../../parts/indented-json.ts';
import { TextBlock } from '../../parts/text-block.tsx';
import { readResult } from './execution-result.ts';

const Quiet = ({ text }: { readonly text: string }) => (
  <Box color="text-body-secondary" padding={{ vertical: 's' }}>
    {text}
  </Box>
);

export function ResultBlock({ execution }: { readonly execution: Execution }) {
  if (isRunning(execution.status)) return <Quiet text="The function is running." />;
  if (typeof execution.result !== 'string') return <Quiet text="No result." />;
  return <TextBlock label="result" text={indentedJson(readResult(execution.result).output)} />;
}

export function LogBlock({ execution }: { readonly execution: Execution }) {
  const log = useQuery(executionLogQuery(execution.id, execution.status));
  if (isRunning(execution.status)) return <Quiet text="The log comes when the run has ended." />;
  if (log.error) return <Failure of={log.error} retry={() => void log.refetch()} />;
  if (log.data === undefined) return <Quiet text="Loading" />;
  if (log.data.trim() === '') return <Quiet text="The function printed nothing." />;
  return <TextBlock label="log" text={log.data} />;
}
