import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { aliasesQuery, deleteAlias, type FunctionAlias } from '../../api/engine/aliases.ts';
import { mayWrite } from '../../api/session.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Instant } from '../../parts/instant.tsx';
import { NumberCell } from '../../parts/number.tsx';
import { RowButtons } from '../../parts/row-buttons.tsx';
import { useSession } from '../../shell/session-context.ts';
import { AliasDialog } from './alias-dialog.tsx';
import type { FunctionTabProps } from './function-tab-props.ts';

type Open =
  | { readonly kind: 'create' }
  | { readonly kind: 'move' | 'delete'; readonly alias: FunctionAlias };

/** Names of versions that can be moved, so that webhooks and jobs follow. */
export function AliasesTab({ fn }: FunctionTabProps) {
  const writes = mayWrite(useSession());
  const queries = useQueryClient();
  const aliases = useQuery(aliasesQuery);
  const [open, setOpen] = useState<Open>();
  const changed = () => void queries.invalidateQueries({ queryKey: aliasesQuery.queryKey });
  const close = () => setOpen(undefined);
  const columns = [
    { id: 'name', header: 'Alias', cell: (alias: FunctionAlias) => alias.name },
    {
      id: 'version',
      header: <NumberCell>Version</NumberCell>,
      cell: ({ function_version: version }: FunctionAlias) => (
        <NumberCell>{version === 0 ? 'latest' : version}</NumberCell>
      ),
    },
    {
      id: 'description',
      header: 'Description',
      cell: (alias: FunctionAlias) => alias.description || '–',
    },
    {
      id: 'moved',
      header: 'Moved',
      cell: (alias: FunctionAlias) => <Instant at={alias.updated_at ?? alias.created_at} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      cell: (alias: FunctionAlias) =>
        writes && (
          <RowButtons
            of={`alias ${alias.name}`}
            actions={[
              { text: 'Move', onClick: () => setOpen({ kind: 'move', alias }) },
              { text: 'Delete', onClick: () => setOpen({ kind: 'delete', alias }) },
            ]}
          />
        ),
    },
  ];
  return (
    <>
      <CollectionTable
        title="Aliases"
        level="h2"
        found={{
          ...aliases,
          data: aliases.data?.filter(({ function_id: id }) => id === fn.id),
        }}
        columns={columns}
        idOf={({ id }) => id}
        actions={
          <Button
            disabled={!writes}
            disabledReason="Readers cannot create aliases."
            onClick={() => setOpen({ kind: 'create' })}
          >
            Create alias
          </Button>
        }
        empty={
          <>
            <Box variant="p">
              An alias names a version. Webhooks and jobs that use it follow when it is moved.
            </Box>
            <CommandLine
              command={`openstack function alias create prod --function ${fn.id} --function-version 1`}
            />
          </>
        }
      />
      {open && open.kind !== 'delete' && (
        <AliasDialog
          fn={fn}
          alias={open.kind === 'move' ? open.alias : undefined}
          onDone={changed}
          onClose={close}
        />
      )}
      {open?.kind === 'delete' && (
        <Confirm
          title={`Delete the alias ${open.alias.name}`}
          verb="Delete"
          command={`openstack function alias delete ${shellWord(open.alias.name)}`}
          action={() => deleteAlias(open.alias.name)}
          onDone={changed}
          onClose={close}
        >
          Webhooks that use it answer 404 from then on, and jobs and alarms fail with that reason.
        </Confirm>
      )}
    </>
  );
}
