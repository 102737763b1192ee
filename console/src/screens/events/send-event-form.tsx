import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { eventTypesQuery, traitsQuery } from '../../api/seen-events.ts';
import { SuggestInput } from '../../parts/suggest-input.tsx';
import { useSession } from '../../shell/session-context.ts';
import './send-event.css';
import { type EventDraft, type TraitDraft, traitTypes } from './event-draft.ts';

interface SendEventFormProps {
  readonly draft: EventDraft;
  readonly onChange: (draft: EventDraft) => void;
}

/** Type, message ID and traits of an event, with those that stored events have. */
export function SendEventForm({ draft, onChange }: SendEventFormProps) {
  const { deployment, project } = useSession();
  const types = useQuery({ ...eventTypesQuery, enabled: deployment.event_storage });
  const traits = useQuery({
    ...traitsQuery(draft.eventType),
    enabled: types.data?.includes(draft.eventType) ?? false,
  });
  const setTrait = (index: number, change: Partial<TraitDraft>) =>
    onChange({
      ...draft,
      traits: draft.traits.map((trait, at) => (at === index ? { ...trait, ...change } : trait)),
    });
  return (
    <SpaceBetween size="m">
      <FormField label="Event type" stretch>
        <SuggestInput
          label="Event type"
          options={types.data?.map((value) => ({ value })) ?? []}
          value={draft.eventType}
          onChange={({ detail }) => onChange({ ...draft, eventType: detail.value })}
        />
      </FormField>
      <FormField
        label="Message ID"
        description="An alarm acts once on each, until it is armed again."
        stretch
      >
        <Input
          value={draft.messageId}
          onChange={({ detail }) => onChange({ ...draft, messageId: detail.value })}
        />
      </FormField>
      <FormField
        label="Traits"
        description={`The event belongs to ${project.name}: its project_id is added.`}
        stretch
      >
        <SpaceBetween size="xs">
          {draft.traits.map((trait, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no other identity
            <div key={index} className="trait-row">
              <SuggestInput
                label={`Name of trait ${index + 1}`}
                placeholder="Name"
                options={traits.data?.map(({ name }) => ({ value: name })) ?? []}
                value={trait.name}
                onChange={({ detail }) => {
                  const known = traits.data?.find(({ name }) => name === detail.value);
                  setTrait(index, { name: detail.value, ...(known && { type: known.type }) });
                }}
              />
              <Select
                ariaLabel={`Type of trait ${index + 1}`}
                options={traitTypes.map((value) => ({ value, label: value }))}
                selectedOption={{ value: trait.type, label: trait.type }}
                onChange={({ detail }) =>
                  setTrait(index, {
                    type:
                      traitTypes.find((type) => type === detail.selectedOption.value) ?? 'string',
                  })
                }
              />
              <Input
                ariaLabel={`Value of trait ${index + 1}`}
                placeholder="Value"
                value={trait.value}
                onChange={({ detail }) => setTrait(index, { value: detail.value })}
              />
              <Button
                iconName="close"
                variant="icon"
                ariaLabel={`Remove trait ${index + 1}`}
                onClick={() =>
                  onChange({ ...draft, traits: draft.traits.filter((_, at) => at !== index) })
                }
              />
            </div>
          ))}
          <Box>
            <Button
              iconName="add-plus"
              onClick={() =>
                onChange({
                  ...draft,
                  traits: [...draft.traits, { name: '', type: 'string', value: '' }],
                })
              }
            >
              Add a trait
            </Button>
          </Box>
        </SpaceBetween>
      </FormField>
    </SpaceBetween>
  );
}
