import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { type ReactNode, useState } from 'react';
import { deleteProject, type Project } from '../../api/identity/projects.ts';
import { deleteUser, type User } from '../../api/identity/users.ts';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { visibleText } from '../../parts/visible-text.ts';

interface DeleteProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface DeleteByNameProps extends DeleteProps {
  readonly kind: 'project' | 'user';
  readonly name: string;
  readonly command: string;
  readonly action: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** Asks for the name of what is deleted, because it does not come back. */
function DeleteByName({ kind, name, children, ...dialog }: DeleteByNameProps) {
  const [typed, setTyped] = useState('');
  return (
    <DialogForm
      {...dialog}
      title={`Delete the ${kind} ${visibleText(name)}`}
      verb="Delete"
      disabled={typed !== name}
    >
      {children}
      <FormField label={`Type the name of the ${kind} to delete it`} constraintText={name}>
        <Input
          value={typed}
          autoComplete="off"
          spellcheck={false}
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </FormField>
    </DialogForm>
  );
}

export const DeleteProject = ({
  project: { id, name },
  ...dialog
}: DeleteProps & { readonly project: Project }) => (
  <DeleteByName
    {...dialog}
    kind="project"
    name={name}
    command={`openstack project delete ${id}`}
    action={() => deleteProject(id)}
  >
    <Box>
      The project, its role assignments and its stored events are deleted, and its tokens end.
      Nothing brings them back. A project that still has functions or alarms is refused. This lists
      what it has, and deletes it with <Box variant="code">--yes</Box>:
    </Box>
    <CommandLine command={`npm run purge -- --project ${shellWord(name)}`} />
  </DeleteByName>
);

export const DeleteUser = ({
  user: { id, name },
  ...dialog
}: DeleteProps & { readonly user: User }) => (
  <DeleteByName
    {...dialog}
    kind="user"
    name={name}
    command={`openstack user delete ${id}`}
    action={() => deleteUser(id)}
  >
    <Box>
      The user, its roles and its application credentials are deleted, and its tokens end. Nothing
      brings them back. What the user has made stays in its projects.
    </Box>
  </DeleteByName>
);
