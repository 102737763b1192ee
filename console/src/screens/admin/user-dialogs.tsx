import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { changeUser, createUser, type User } from '../../api/identity/users.ts';
import { shellWord } from '../../parts/command-line.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';

interface DialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Creates a user or changes one. A password is set, never shown. */
export function UserDialog({
  user,
  onDone,
  onClose,
}: DialogProps & { readonly user: User | undefined }) {
  const [name, setName] = useState(user?.name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [password, setPassword] = useState('');
  const fields = {
    ...(name !== user?.name && { name }),
    ...(email !== (user?.email ?? '') && { email }),
    ...(password && { password }),
  };
  const flags = [email && `--email ${shellWord(email)}`, password && '--password-prompt']
    .filter(Boolean)
    .map((flag) => `${flag} `)
    .join('');
  return (
    <DialogForm
      title={user ? `Edit the user ${user.name}` : 'Create a user'}
      verb={user ? 'Save' : 'Create'}
      disabled={name === '' || (!user && password === '')}
      command={
        user
          ? `openstack user set --name ${shellWord(name || 'NAME')} ${flags}${user.id}`
          : `openstack user create ${flags}${shellWord(name || 'NAME')}`
      }
      action={() => (user ? changeUser(user.id, fields) : createUser(fields))}
      onDone={onDone}
      onClose={onClose}
    >
      <FormField label="Name">
        <Input value={name} autoComplete="off" onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label="E-mail">
        <Input value={email} autoComplete="off" onChange={({ detail }) => setEmail(detail.value)} />
      </FormField>
      <FormField
        label="Password"
        description={
          user ? 'Stays as it is if left empty. A new one ends the sessions.' : undefined
        }
      >
        <Input
          type="password"
          value={password}
          autoComplete="new-password"
          onChange={({ detail }) => setPassword(detail.value)}
        />
      </FormField>
    </DialogForm>
  );
}

export function EnableUser({ user, onDone, onClose }: DialogProps & { readonly user: User }) {
  const verb = user.enabled ? 'Disable' : 'Enable';
  return (
    <Confirm
      title={`${verb} the user ${user.name}`}
      verb={verb}
      command={`openstack user set --${verb.toLowerCase()} ${user.id}`}
      action={() => changeUser(user.id, { enabled: !user.enabled })}
      onDone={onDone}
      onClose={onClose}
    >
      {user.enabled
        ? 'The user cannot sign in, and all tokens and application credentials of the user end.'
        : 'The user can sign in again.'}
    </Confirm>
  );
}
