import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { executionQuery } from '../../api/engine/executions.ts';
import { useNews } from '../../live/activity.tsx';
import { Failure } from '../../parts/failure.tsx';
import { indentedJson } from '../../parts/indented-json.ts';
import { LoadingSpace } from '../../parts/loading-space.tsx';
import { TextBlock } from '../../parts/text-block.tsx';
import { useTitle } from '../../parts/title.ts';
import { ExecutionCommands } from './execution-commands.tsx';
import { ExecutionFacts } from './execution-facts.tsx';
import { LogBlock, ResultBlock } from './execution-output.tsx';
import { RunAgain } from './run-again.tsx';

const route = getRouteApi('/executions/$id');

export function ExecutionScreen() {
  const { id } = route.useParams();
  useTitle(`Execution ${id.slice(0, 8)}`);
  const queries = useQueryClient();
  const found = useQuery(executionQuery(id));
  useNews(['execution'], (entries) => {
    if (entries.some((entry) => entry.id === id))
      void queries.invalidateQueries({ queryKey: executionQuery(id).queryKey });
  });
  const execution = found.data;
  return (
    <SpaceBetween size="l">
      <Header variant="h1" actions={execution && <RunAgain execution={execution} />}>
        Execution {id.slice(0, 8)}
      </Header>
      {found.error && <Failure of={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSpace lines={12} />}
      {execution && (
        <SpaceBetween size="l">
          <ExecutionFacts execution={execution} />
          <Container header={<Header variant="h2">Result</Header>}>
            <ResultBlock execution={execution} />
          </Container>
          <ColumnLayout columns={2}>
            <Container header={<Header variant="h2">Input</Header>} fitHeight>
              {typeof execution.input === 'string' ? (
                <TextBlock label="input" text={indentedJson(execution.input)} />
              ) : (
                <Box color="text-body-secondary">No input.</Box>
              )}
            </Container>
            <Container header={<Header variant="h2">Log</Header>} fitHeight>
              <LogBlock execution={execution} />
            </Container>
          </ColumnLayout>
          <ExecutionCommands execution={execution} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
