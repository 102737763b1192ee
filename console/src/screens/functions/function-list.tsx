import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { functionsQuery } from '../../api/engine/functions.ts';
import { runtimesQuery } from '../../api/engine/runtimes.ts';
import { mayWrite } from '../../api/session.ts';
import { useNews } from '../../live/activity.tsx';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { ScreenButton } from '../../parts/screen-button.tsx';
import { hasPart, SearchText } from '../../parts/search-text.tsx';
import { useTitle } from '../../parts/title.ts';
import { useSession } from '../../shell/session-context.ts';
import { functionColumns, functionRows } from './function-columns.tsx';
import { functionSummaryQuery } from './summary.ts';

const route = getRouteApi('/functions');

export function FunctionList() {
  useTitle('Functions');
  const session = useSession();
  const { name } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const functions = useQuery(functionsQuery);
  const runtimes = useQuery(runtimesQuery);
  const summary = useQuery(functionSummaryQuery);
  useNews(['execution'], () => void queries.invalidateQueries(functionSummaryQuery));
  const rows = functions.data && functionRows(functions.data, runtimes.data, summary.data?.items);
  const shown = rows?.filter((row) => hasPart(`${row.fn.name ?? ''} ${row.fn.id}`, name));
  const create = (
    <ScreenButton
      to="/functions/new"
      variant="primary"
      disabled={!mayWrite(session)}
      disabledReason="Readers cannot create functions."
    >
      Create function
    </ScreenButton>
  );
  return (
    <CollectionTable
      title="Functions"
      found={{ ...functions, data: shown }}
      columns={functionColumns}
      idOf={({ fn }) => fn.id}
      actions={create}
      description={
        summary.data?.complete === false
          ? 'The figures of the last 24 hours are those of the newest executions only.'
          : undefined
      }
      filter={
        <SearchText
          label="Find functions by name or ID"
          value={name}
          onChange={(text) => void navigate({ search: { name: text }, replace: true })}
        />
      }
      empty={
        name ? (
          'No function has such a name.'
        ) : (
          <SpaceBetween size="s">
            <Box variant="p">
              A function is Python code that runs when an alarm fires, a webhook is called or a job
              is due. There is none yet.
            </Box>
            {create}
            <CommandLine command="openstack function create --name hello --runtime python3.13 --entry hello_world.main --file hello_world.py" />
          </SpaceBetween>
        )
      }
    />
  );
}
