import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { secretsQuery, unsetSecret } from '../../api/engine/secrets.ts';
import { mayWrite } from '../../api/session.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { RowButtons } from '../../parts/row-buttons.tsx';
import { useSession } from '../../shell/session-context.ts';
import { CredentialPanel } from './credential-panel.tsx';
import type { FunctionTabProps } from './function-tab-props.ts';
import { SecretDialog } from './secret-dialog.tsx';

type Open = { readonly kind: 'set' | 'unset'; readonly name: string };

/** Environment variables of the function that nobody is shown again, and where its token comes from. */
export function SecretsTab({ fn }: FunctionTabProps) {
  const writes = mayWrite(useSession());
  const queries = useQueryClient();
  const secrets = useQuery(secretsQuery(fn.id));
  const [open, setOpen] = useState<Open>();
  const changed = () => void queries.invalidateQueries({ queryKey: secretsQuery(fn.id).queryKey });
  const close = () => setOpen(undefined);
  const columns = [
    {
      id: 'name',
      header: 'Name',
      cell: ({ name }: { readonly name: string }) => <code>{name}</code>,
    },
    { id: 'value', header: 'Value', cell: () => 'not shown again' },
    {
      id: 'actions',
      header: 'Actions',
      cell: ({ name }: { readonly name: string }) =>
        writes && (
          <RowButtons
            of={`secret ${name}`}
            actions={[
              { text: 'Change', onClick: () => setOpen({ kind: 'set', name }) },
              { text: 'Remove', onClick: () => setOpen({ kind: 'unset', name }) },
            ]}
          />
        ),
    },
  ];
  return (
    <SpaceBetween size="l">
      <CollectionTable
        title="Secrets"
        level="h2"
        description="Environment variables. A change is applied like new code; versions keep theirs."
        found={secrets}
        columns={columns}
        idOf={({ name }) => name}
        actions={
          <Button
            disabled={!writes}
            disabledReason="Readers cannot set secrets."
            onClick={() => setOpen({ kind: 'set', name: '' })}
          >
            Set a secret
          </Button>
        }
        empty={
          <>
            <Box variant="p">
              The code reads a secret as an environment variable. None is set. Do not pass
              credentials as input: readers of the project see inputs.
            </Box>
            <CommandLine command={`openstack function secret set ${fn.id} DATABASE_URL`} />
          </>
        }
      />
      <CredentialPanel fn={fn} />
      {open?.kind === 'set' && (
        <SecretDialog fn={fn} name={open.name} onDone={changed} onClose={close} />
      )}
      {open?.kind === 'unset' && (
        <Confirm
          title={`Remove the secret ${open.name}`}
          verb="Remove"
          command={`openstack function secret unset ${fn.id} ${shellWord(open.name)}`}
          action={() => unsetSecret(fn.id, open.name)}
          onDone={changed}
          onClose={close}
        >
          Runs from then on do not have it. Published versions keep it.
        </Confirm>
      )}
    </SpaceBetween>
  );
}
