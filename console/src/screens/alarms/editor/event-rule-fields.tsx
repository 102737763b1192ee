import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { EventCondition } from '../../../api/alarms.ts';
import { type AlarmForm, emptyCondition } from './alarm-form.ts';
import { ConditionRow } from './condition-row.tsx';
import { useSeenTraits } from './use-seen-traits.ts';

interface EventRuleFieldsProps {
  readonly form: AlarmForm;
  readonly onChange: (change: Partial<AlarmForm>) => void;
  readonly refused: (field: string) => string | undefined;
}

/** `compute.instance.create.end` and `compute.instance.create.*`. */
const withGlobs = (types: readonly string[]): readonly string[] => [
  ...new Set(
    types.flatMap((type) => {
      const parts = type.split('.');
      return parts.length > 1 ? [type, `${parts.slice(0, -1).join('.')}.*`] : [type];
    }),
  ),
];

/** The event type and the conditions of an alarm on events, completed from what was seen. */
export function EventRuleFields({ form, onChange, refused }: EventRuleFieldsProps) {
  const { eventType, conditions } = form;
  const seen = useSeenTraits(eventType);
  const setConditions = (changed: readonly EventCondition[]) => onChange({ conditions: changed });
  return (
    <SpaceBetween size="m">
      <FormField
        label="Event type"
        description="* stands for any text, ? for one character."
        constraintText={
          seen.types.length > 0 &&
          `Matches ${seen.matching.length} of ${seen.types.length} types seen.`
        }
        errorText={refused('event_type')}
        stretch
      >
        <Autosuggest
          ariaLabel="Event type"
          enteredTextLabel={(text) => `Use ${text}`}
          options={withGlobs(seen.types).map((value) => ({ value }))}
          value={eventType}
          onChange={({ detail }) => onChange({ eventType: detail.value })}
        />
      </FormField>
      <FormField
        label="Conditions"
        description="All must hold. A text, a number and a time never equal one another."
        errorText={refused('query')}
        stretch
      >
        <SpaceBetween size="xs">
          {conditions.map((condition, index) => (
            <ConditionRow
              // oxlint-disable-next-line react/no-array-index-key -- rows have no other identity
              key={index}
              condition={condition}
              number={index + 1}
              seen={seen.traits}
              values={seen.valuesOf(condition.field)}
              onChange={(changed) =>
                setConditions(conditions.map((each, at) => (at === index ? changed : each)))
              }
              onRemove={() => setConditions(conditions.filter((_, at) => at !== index))}
            />
          ))}
          <Button
            iconName="add-plus"
            onClick={() => setConditions([...conditions, emptyCondition])}
          >
            Add a condition
          </Button>
        </SpaceBetween>
      </FormField>
    </SpaceBetween>
  );
}
