import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { setSecret } from '../../api/engine/secrets.ts';
import { shellWord } from '../../parts/command-line.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import type { ShownFunction } from './function-tab-props.ts';

interface SecretDialogProps {
  readonly fn: ShownFunction;
  /** The secret that is changed; empty for a new one. */
  readonly name: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function SecretDialog({ fn, name: given, onDone, onClose }: SecretDialogProps) {
  const [name, setName] = useState(given);
  const [value, setValue] = useState('');
  return (
    <DialogForm
      title={given ? `Change the secret ${given}` : 'Set a secret'}
      verb="Set"
      disabled={name === ''}
      command={`openstack function secret set ${fn.id} ${shellWord(name || 'NAME')}`}
      action={() => setSecret(fn.id, name, value)}
      onDone={onDone}
      onClose={onClose}
    >
      {given === '' && (
        <FormField
          label="Name"
          description="Of the variable: letters, digits and underscores, beginning with a letter."
        >
          <Input value={name} spellcheck={false} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
      )}
      <FormField label="Value" description="Nobody is shown it again.">
        <Input
          type="password"
          autoComplete="off"
          value={value}
          onChange={({ detail }) => setValue(detail.value)}
        />
      </FormField>
    </DialogForm>
  );
}
