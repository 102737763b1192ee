import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import { createApplicationCredential } from '../../api/identity/application-credentials.ts';
import { shellWord } from '../../parts/command-line.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { useSession } from '../../shell/session-context.ts';
import type { ShownSecret } from './secret-shown.tsx';

interface NewCredentialDialogProps {
  readonly onCreated: (secret: ShownSecret) => void;
  readonly onClose: () => void;
}

const dayMilliseconds = 86_400_000;

/** The end of a credential that lives so many days, as Keystone reads it. */
const endAfter = (days: number) =>
  new Date(Date.now() + days * dayMilliseconds).toISOString().slice(0, 19);

export function NewCredentialDialog({ onCreated, onClose }: NewCredentialDialogProps) {
  const { user, roles } = useSession();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [days, setDays] = useState('');
  const number = Number(days);
  const validDays = days === '' || (Number.isInteger(number) && number > 0 && number < 36_500);
  const ends = days !== '' && validDays ? endAfter(number) : undefined;
  const options = roles.map((value) => ({ value, label: value }));
  const flags = [
    ...chosen.map((role) => `--role ${role}`),
    ...(ends ? [`--expiration ${ends}`] : []),
  ];
  return (
    <DialogForm
      title="Create an application credential"
      verb="Create"
      disabled={name === '' || !validDays}
      command={[
        'openstack application credential create',
        ...flags,
        shellWord(name || 'NAME'),
      ].join(' ')}
      action={() =>
        createApplicationCredential(user.id, {
          name,
          ...(ends && { expires_at: ends }),
          ...(chosen.length > 0 && { roles: chosen.map((role) => ({ name: role })) }),
        })
      }
      onDone={({ id, secret }) => onCreated({ id, secret })}
      onClose={onClose}
    >
      <FormField label="Name">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label="Roles" description="All of yours in this project if none is chosen.">
        <Multiselect
          selectedOptions={options.filter(({ value }) => chosen.includes(value))}
          options={options}
          placeholder="All of yours"
          expandToViewport
          onChange={({ detail }) =>
            setChosen(detail.selectedOptions.flatMap(({ value }) => (value ? [value] : [])))
          }
        />
      </FormField>
      <FormField
        label="Days until it expires"
        description="Never if left empty."
        errorText={validDays ? undefined : 'A whole number of days.'}
      >
        <Input value={days} inputMode="numeric" onChange={({ detail }) => setDays(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
