import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { eventTypesQuery } from '../../../api/seen-events.ts';
import type { EventFilters } from '../search.ts';
import { isGlob, type ReplayDraft } from './replay-request.ts';

interface ReplaySourceFieldsProps {
  readonly draft: ReplayDraft;
  /** What the list is filtered by. */
  readonly filters: EventFilters;
  readonly onChange: (change: Partial<ReplayDraft>) => void;
}

const ranges = [
  { value: '0.25', label: 'The last 15 minutes' },
  { value: '1', label: 'The last hour' },
  { value: '6', label: 'The last 6 hours' },
  { value: '24', label: 'The last day' },
  { value: '168', label: 'The last 7 days' },
  { value: '', label: 'From … to …' },
] as const;

/** Which stored events are replayed. */
export function ReplaySourceFields({ draft, filters, onChange }: ReplaySourceFieldsProps) {
  const types = useQuery(eventTypesQuery);
  const { hours, from, to, eventType, trait, messageId } = draft;
  return (
    <SpaceBetween size="s">
      <FormField
        label="Accepted"
        warningText={
          filters.outcome !== undefined &&
          'The list is filtered by what came of the events, which a replay cannot be.'
        }
        stretch
      >
        <Select
          ariaLabel="Accepted"
          options={ranges}
          selectedOption={ranges.find(({ value }) => value === String(hours ?? '')) ?? null}
          onChange={({ detail }) => {
            const { value = '' } = detail.selectedOption;
            onChange({ hours: value === '' ? undefined : Number(value) });
          }}
        />
      </FormField>
      {hours === undefined && (
        <div className="replay-pair">
          <FormField label="From, in UTC">
            <Input
              placeholder="2026-12-01 09:00"
              value={from}
              onChange={({ detail }) => onChange({ from: detail.value })}
            />
          </FormField>
          <FormField label="To, in UTC">
            <Input
              placeholder="2026-12-01 10:00"
              value={to}
              onChange={({ detail }) => onChange({ to: detail.value })}
            />
          </FormField>
        </div>
      )}
      <FormField
        label="Event type"
        description="Exactly this one. All, if it is empty."
        warningText={
          isGlob(filters.type) &&
          eventType === '' &&
          `The list is filtered by ${filters.type}, which a replay cannot be: choose one type.`
        }
        stretch
      >
        <Autosuggest
          ariaLabel="Event type"
          placeholder="All types"
          enteredTextLabel={(value) => `Use ${value}`}
          options={types.data?.map((value) => ({ value })) ?? []}
          value={eventType}
          onChange={({ detail }) => onChange({ eventType: detail.value })}
        />
      </FormField>
      <div className="replay-pair">
        <FormField
          label="Trait"
          errorText={trait !== '' && !trait.includes('=') && 'Write it as name=value.'}
        >
          <Input
            placeholder="name=value"
            value={trait}
            onChange={({ detail }) => onChange({ trait: detail.value })}
          />
        </FormField>
        <FormField label="Message ID">
          <Input
            placeholder="All"
            value={messageId}
            onChange={({ detail }) => onChange({ messageId: detail.value })}
          />
        </FormField>
      </div>
    </SpaceBetween>
  );
}
