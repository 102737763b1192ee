import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { functionsQuery } from '../../api/engine/functions.ts';
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
  const [chosen, setTarget] = useState<Target>();
  const { data: functions = [] } = useQuery(functionsQuery);
  // Where there is one function only, there is nothing to choose.
  const [first, second] = functions;
  const usual = functionId ?? (second ? undefined : first?.id);
  const target = chosen ?? (usual === undefined ? undefined : { function_id: usual });
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
