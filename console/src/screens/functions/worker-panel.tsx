import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { detachFunction, workersQuery } from '../../api/engine/functions.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { NumberCell } from '../../parts/number.tsx';
import type { ShownFunction } from './function-tab-props.ts';

interface Worker {
  readonly worker_name: string;
  readonly function_version: number;
}

const columns = [
  { id: 'name', header: 'Environment', cell: ({ worker_name: name }: Worker) => name },
  {
    id: 'version',
    header: <NumberCell>Version</NumberCell>,
    cell: ({ function_version: version }: Worker) => (
      <NumberCell>{version === 0 ? 'latest' : version}</NumberCell>
    ),
  },
];

/** The environments that are known; administrators may replace them. */
export function WorkerPanel({ fn }: { readonly fn: ShownFunction }) {
  const queries = useQueryClient();
  const workers = useQuery(workersQuery(fn.id));
  const [open, setOpen] = useState(false);
  return (
    <>
      <CollectionTable
        title="Environments"
        level="h2"
        description="Those that answered in the last ten minutes, are busy, or are kept ready."
        found={workers}
        columns={columns}
        idOf={({ worker_name: name, function_version: version }) => `${name} ${version}`}
        actions={<Button onClick={() => setOpen(true)}>Replace</Button>}
        empty={<Box variant="p">None. They start when the function runs.</Box>}
      />
      {open && (
        <Confirm
          title="Replace the environments"
          verb="Replace"
          command={`openstack function detach ${fn.id}`}
          action={() => detachFunction(fn.id)}
          onDone={() => void queries.invalidateQueries({ queryKey: workersQuery(fn.id).queryKey })}
          onClose={() => setOpen(false)}
        >
          The newest code is applied again. No run starts in an old environment after that.
        </Confirm>
      )}
    </>
  );
}
