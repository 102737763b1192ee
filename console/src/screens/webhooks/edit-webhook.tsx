import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { updateWebhook, type Webhook, webhooksQuery } from '../../api/engine/webhooks.ts';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { TargetChoice } from '../targets/target-choice.tsx';
import { changeCommand, changeOf, targetNow } from './webhook-change.ts';
import { webhookName } from './webhook-columns.tsx';

interface EditWebhookProps {
  readonly webhook: Webhook;
  readonly onClose: () => void;
}

/** Changes what a webhook runs, and its description; its URL stays. */
export function EditWebhook({ webhook, onClose }: EditWebhookProps) {
  const queries = useQueryClient();
  const { tell } = useNotices();
  const [target, setTarget] = useState(() => targetNow(webhook));
  const [description, setDescription] = useState(webhook.description ?? '');
  const change = changeOf(webhook, target, description);
  return (
    <DialogForm
      title={`Change the webhook ${webhookName(webhook)}`}
      verb="Save"
      disabled={Object.keys(change).length === 0}
      command={changeCommand(webhook.id, target, change)}
      action={() => updateWebhook(webhook.id, change)}
      onDone={() => {
        tell({
          type: 'success',
          content: 'Saved. The URL is the same, calls from now on run this.',
        });
        void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      }}
      onClose={onClose}
    >
      <TargetChoice value={target} onChange={setTarget} />
      <FormField label="Description" description="Who calls it, for example.">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
