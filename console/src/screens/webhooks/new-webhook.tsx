import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { createWebhook, type Target } from '../../api/engine/webhooks.ts';
import { shellWord } from '../../parts/command-line.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { TargetChoice } from '../targets/target-choice.tsx';
import { targetArguments } from '../targets/target-key.ts';

interface NewWebhookProps {
  readonly functionId?: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function NewWebhook({ functionId, onDone, onClose }: NewWebhookProps) {
  const [target, setTarget] = useState<Target | undefined>(
    functionId === undefined ? undefined : { function_id: functionId },
  );
  const [description, setDescription] = useState('');
  const said = description && ` --description ${shellWord(description)}`;
  return (
    <DialogForm
      title="Create a webhook"
      verb="Create"
      disabled={!target}
      command={`openstack webhook create ${targetArguments(target)}${said}`}
      action={() => createWebhook({ ...target, ...(description && { description }) })}
      onDone={onDone}
      onClose={onClose}
    >
      <TargetChoice value={target} onChange={setTarget} {...(functionId && { functionId })} />
      <FormField label="Description" description="Who calls it, for example.">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
