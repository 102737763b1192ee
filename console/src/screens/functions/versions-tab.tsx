import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  deleteVersion,
  publishVersion,
  versionsQuery,
  type FunctionVersion,
} from '../../api/engine/versions.ts';
import { isAdmin, mayWrite } from '../../api/session.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { Instant } from '../../parts/instant.tsx';
import { NumberCell } from '../../parts/number.tsx';
import { RowButtons } from '../../parts/row-buttons.tsx';
import { useSession } from '../../shell/session-context.ts';
import type { FunctionTabProps } from './function-tab-props.ts';
import { ScaleDialog } from './scale-dialog.tsx';

type Open =
  | { readonly kind: 'publish' }
  | { readonly kind: 'delete' | 'scale'; readonly version: number };

/** Frozen states of the code and its configuration, which aliases name. */
export function VersionsTab({ fn }: FunctionTabProps) {
  const session = useSession();
  const queries = useQueryClient();
  const versions = useQuery(versionsQuery(fn.id));
  const [open, setOpen] = useState<Open>();
  const [description, setDescription] = useState('');
  const changed = () => void queries.invalidateQueries({ queryKey: ['functions', fn.id] });
  const close = () => setOpen(undefined);
  const publish = `openstack function version create ${fn.id}`;
  const columns = [
    {
      id: 'number',
      header: <NumberCell>Version</NumberCell>,
      cell: (row: FunctionVersion) => <NumberCell>{row.version_number}</NumberCell>,
    },
    {
      id: 'description',
      header: 'Description',
      cell: (row: FunctionVersion) => row.description || '–',
    },
    {
      id: 'created',
      header: 'Published',
      cell: (row: FunctionVersion) => <Instant at={row.created_at} />,
    },
    {
      id: 'count',
      header: <NumberCell>Executions</NumberCell>,
      cell: (row: FunctionVersion) => <NumberCell>{row.count}</NumberCell>,
    },
    {
      id: 'actions',
      header: 'Actions',
      cell: ({ version_number: version }: FunctionVersion) => (
        <RowButtons
          of={`version ${version}`}
          actions={[
            ...(isAdmin(session)
              ? [{ text: 'Scale', onClick: () => setOpen({ kind: 'scale', version }) }]
              : []),
            ...(mayWrite(session)
              ? [{ text: 'Delete', onClick: () => setOpen({ kind: 'delete', version }) }]
              : []),
          ]}
        />
      ),
    },
  ];
  return (
    <>
      <CollectionTable
        title="Versions"
        level="h2"
        found={versions}
        columns={columns}
        idOf={({ id }) => id}
        actions={
          <Button
            disabled={!mayWrite(session)}
            disabledReason="Readers cannot publish versions."
            onClick={() => setOpen({ kind: 'publish' })}
          >
            Publish version
          </Button>
        }
        empty={
          <>
            <Box variant="p">
              A version freezes code, entry, runtime and secrets. None is published yet.
            </Box>
            <CommandLine command={publish} />
          </>
        }
      />
      {open?.kind === 'publish' && (
        <DialogForm
          title="Publish a version"
          verb="Publish"
          command={`${publish}${description && ` --description ${shellWord(description)}`}`}
          action={() => publishVersion(fn.id, description)}
          onDone={() => {
            setDescription('');
            changed();
          }}
          onClose={close}
        >
          <FormField label="Description">
            <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
          </FormField>
        </DialogForm>
      )}
      {open?.kind === 'scale' && (
        <ScaleDialog id={fn.id} version={open.version} onDone={changed} onClose={close} />
      )}
      {open?.kind === 'delete' && (
        <Confirm
          title={`Delete version ${open.version}`}
          verb="Delete"
          command={`openstack function version delete ${fn.id} ${open.version}`}
          action={() => deleteVersion(fn.id, open.version)}
          onDone={changed}
          onClose={close}
        >
          The version cannot be brought back. Executions of it stay in the list.
        </Confirm>
      )}
    </>
  );
}
