import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { functionNamesQuery, webhooksQuery } from '../../../api/functions.ts';
import { isAdmin } from '../../../api/session.ts';
import { visibleText } from '../../../parts/visible-text.ts';
import { useSession } from '../../../shell/session-context.ts';
import { webhookIdOf, withoutWebhookId } from '../action-words.ts';
import { type ActionDraft, actionKinds, actionStates } from './alarm-form.ts';

interface ActionRowProps {
  readonly action: ActionDraft;
  readonly number: number;
  readonly onChange: (action: ActionDraft) => void;
  readonly onRemove: () => void;
}

const stateWords = {
  alarm: 'In alarm',
  ok: 'In ok',
  insufficient_data: 'Without data',
} as const;
const kindWords = {
  webhook: 'Run a function',
  url: 'Call a URL',
  trust: 'Call with a trust',
  log: 'Write to the log',
} as const;
const beginnings = {
  webhook: '',
  url: 'https://',
  trust: 'trust+https://',
  log: 'log://',
} as const;

export function ActionRow({ action, number, onChange, onRemove }: ActionRowProps) {
  const admin = isAdmin(useSession());
  const kinds = actionKinds
    .filter((kind) => kind !== 'log' || admin || action.kind === 'log')
    .map((kind) => ({ value: kind, label: kindWords[kind] }));
  return (
    <div className="action-row">
      <Select
        ariaLabel={`State of action ${number}`}
        options={actionStates.map((state) => ({ value: state, label: stateWords[state] }))}
        selectedOption={{ value: action.state, label: stateWords[action.state] }}
        onChange={({ detail }) => {
          const state = actionStates.find((each) => each === detail.selectedOption.value);
          if (state) onChange({ ...action, state });
        }}
      />
      <Select
        ariaLabel={`Kind of action ${number}`}
        options={kinds}
        selectedOption={{ value: action.kind, label: kindWords[action.kind] }}
        onChange={({ detail }) => {
          const kind = actionKinds.find((each) => each === detail.selectedOption.value);
          if (kind) onChange({ ...action, kind, url: beginnings[kind] });
        }}
      />
      {action.kind === 'webhook' ? (
        <WebhookSelect action={action} number={number} onChange={onChange} />
      ) : (
        <Input
          ariaLabel={`Address of action ${number}`}
          value={action.url}
          disabled={action.kind === 'log'}
          onChange={({ detail }) => onChange({ ...action, url: detail.value })}
        />
      )}
      <Button
        iconName="close"
        variant="icon"
        ariaLabel={`Remove action ${number}`}
        onClick={onRemove}
      />
    </div>
  );
}

/** A webhook is chosen by its function; its address is a secret and is not shown. */
function WebhookSelect({ action, number, onChange }: Omit<ActionRowProps, 'onRemove'>) {
  const webhooks = useQuery(webhooksQuery);
  const functions = useQuery(functionNamesQuery);
  const nameOf = (id: string | null) =>
    functions.data?.find((each) => each.id === id)?.name ?? id ?? 'an alias';
  const options = (webhooks.data ?? []).map(({ id, function_id, description, webhook_url }) => ({
    value: webhook_url,
    label: visibleText(nameOf(function_id)),
    description: `${visibleText(description ?? 'webhook')} ${id.slice(0, 8)}…`,
  }));
  const chosen = options.find(({ value }) => webhookIdOf(value) === webhookIdOf(action.url));
  const other = { value: action.url, label: `Webhook ${withoutWebhookId(action.url)}` };
  return (
    <Select
      ariaLabel={`Webhook of action ${number}`}
      placeholder="Choose a webhook"
      empty="No webhook yet. Make one for a function first."
      loadingText="Loading"
      statusType={webhooks.isPending ? 'loading' : 'finished'}
      options={options}
      selectedOption={action.url === '' ? null : (chosen ?? other)}
      onChange={({ detail }) => onChange({ ...action, url: detail.selectedOption.value ?? '' })}
    />
  );
}
