import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ActionRow } from './action-row.tsx';
import type { ActionDraft, AlarmForm } from './alarm-form.ts';

interface ActionFieldsProps {
  readonly form: AlarmForm;
  readonly onChange: (change: Partial<AlarmForm>) => void;
  readonly refused: (field: string) => string | undefined;
}

const newAction: ActionDraft = { state: 'alarm', kind: 'webhook', url: '' };

/** What the alarm does, and in which state. */
export function ActionFields({ form, onChange, refused }: ActionFieldsProps) {
  const { actions, type } = form;
  const without = (index: number) => actions.filter((_, at) => at !== index);
  return (
    <FormField
      label="Actions"
      description={
        type === 'event'
          ? 'An event brings an alarm to the state alarm only.'
          : 'They are carried out when the alarm comes to the state.'
      }
      errorText={
        refused('actions') ??
        refused('alarm_actions') ??
        refused('ok_actions') ??
        refused('insufficient_data_actions')
      }
      stretch
    >
      <SpaceBetween size="xs">
        {actions.map((action, index) => (
          <ActionRow
            // oxlint-disable-next-line react/no-array-index-key -- rows have no other identity
            key={index}
            action={action}
            number={index + 1}
            onChange={(changed) =>
              onChange({ actions: actions.map((each, at) => (at === index ? changed : each)) })
            }
            onRemove={() => onChange({ actions: without(index) })}
          />
        ))}
        <Button iconName="add-plus" onClick={() => onChange({ actions: [...actions, newAction] })}>
          Add an action
        </Button>
      </SpaceBetween>
    </FormField>
  );
}
