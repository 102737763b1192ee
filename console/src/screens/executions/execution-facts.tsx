import { visibleText } from '../../parts/visible-text.ts';
import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useQuery } from '@tanstack/react-query';
import type { Execution } from '../../api/engine/executions.ts';
import { functionsQuery } from '../../api/engine/functions.ts';
import { durationText } from '../../parts/duration.ts';
import { ExecutionStatus } from '../../parts/execution-status.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { functionPath } from '../../parts/screen-paths.ts';
import { ShortId } from '../../parts/short-id.tsx';
import { causeOf } from './described-cause.ts';
import { ExecutionCause } from './execution-cause.tsx';
import { readResult } from './execution-result.ts';

const versionOf = ({ function_version: version, function_alias: alias }: Execution) => {
  const number = version === 0 ? 'latest' : String(version ?? '–');
  return alias ? visibleText(`${number}, by the alias ${alias}`) : number;
};

/** What an execution is: its status, of what function, why, when and how long. */
export function ExecutionFacts({ execution }: { readonly execution: Execution }) {
  const functions = useQuery(functionsQuery);
  const { function_id: functionId } = execution;
  const name = functions.data?.find(({ id }) => id === functionId)?.name;
  const ran =
    typeof execution.result === 'string' ? readResult(execution.result).milliseconds : undefined;
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Status', value: <ExecutionStatus status={execution.status} /> },
          { label: 'Duration', value: ran === undefined ? '–' : durationText(ran) },
          {
            label: 'Function',
            value: functionId ? (
              <ScreenLink to={functionPath(functionId)}>
                {visibleText(name || functionId.slice(0, 8))}
              </ScreenLink>
            ) : (
              '–'
            ),
          },
          { label: 'Version', value: versionOf(execution) },
          { label: 'Cause', value: <ExecutionCause cause={causeOf(execution)} /> },
          { label: 'Created', value: <Instant at={execution.created_at} /> },
          { label: 'Changed', value: <Instant at={execution.updated_at} /> },
          { label: 'ID', value: <ShortId id={execution.id} name="Execution ID" /> },
        ]}
      />
    </Container>
  );
}
