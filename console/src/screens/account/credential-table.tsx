import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  applicationCredentialsQuery,
  deleteApplicationCredential,
  type ApplicationCredential,
} from '../../api/identity/application-credentials.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Instant } from '../../parts/instant.tsx';
import { RowButtons } from '../../parts/row-buttons.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { useSession } from '../../shell/session-context.ts';
import { NewCredentialDialog } from './new-credential.tsx';
import { SecretShown, type ShownSecret } from './secret-shown.tsx';

type Open =
  | { readonly kind: 'create' }
  | { readonly kind: 'delete'; readonly credential: ApplicationCredential };

/** One's own application credentials, with which programs sign in. */
export function CredentialTable() {
  const { user, projects } = useSession();
  const queries = useQueryClient();
  const credentials = useQuery(applicationCredentialsQuery(user.id));
  const [open, setOpen] = useState<Open>();
  const [secret, setSecret] = useState<ShownSecret>();
  const changed = () =>
    void queries.invalidateQueries({ queryKey: applicationCredentialsQuery(user.id).queryKey });
  const projectName = (id: string) => projects.find((one) => one.id === id)?.name;
  const columns = [
    { id: 'name', header: 'Name', cell: (row: ApplicationCredential) => row.name },
    {
      id: 'id',
      header: 'ID',
      cell: (row: ApplicationCredential) => <ShortId id={row.id} name="Credential ID" />,
    },
    {
      id: 'project',
      header: 'Project',
      cell: ({ project_id: id }: ApplicationCredential) =>
        projectName(id) ?? <ShortId id={id} name="Project ID" />,
    },
    {
      id: 'roles',
      header: 'Roles',
      cell: (row: ApplicationCredential) => row.roles.map(({ name }) => name).join(', '),
    },
    {
      id: 'ends',
      header: 'Expires',
      cell: ({ expires_at: at }: ApplicationCredential) => (at ? <Instant at={at} /> : 'never'),
    },
    {
      id: 'actions',
      header: 'Actions',
      cell: (credential: ApplicationCredential) => (
        <RowButtons
          of={`credential ${credential.name}`}
          actions={[{ text: 'Delete', onClick: () => setOpen({ kind: 'delete', credential }) }]}
        />
      ),
    },
  ];
  return (
    <>
      <CollectionTable
        title="Application credentials"
        level="h2"
        found={credentials}
        columns={columns}
        idOf={({ id }) => id}
        actions={<Button onClick={() => setOpen({ kind: 'create' })}>Create credential</Button>}
        empty={
          <>
            <Box variant="p">
              Programs sign in with an application credential instead of your password. You have
              none.
            </Box>
            <CommandLine command="openstack application credential create NAME" />
          </>
        }
      />
      {open?.kind === 'create' && (
        <NewCredentialDialog
          onCreated={(created) => {
            setSecret(created);
            changed();
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {secret && <SecretShown secret={secret} onClose={() => setSecret(undefined)} />}
      {open?.kind === 'delete' && (
        <Confirm
          title={`Delete the credential ${open.credential.name}`}
          verb="Delete"
          command={`openstack application credential delete ${open.credential.id}`}
          action={() => deleteApplicationCredential(user.id, open.credential.id)}
          onDone={changed}
          onClose={() => setOpen(undefined)}
        >
          Programs that use it can sign in no longer, and functions get no token from it.
        </Confirm>
      )}
    </>
  );
}
