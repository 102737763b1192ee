import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { ShownValue } from '../../../../../functions/alarming/core/explain/shown-value.ts';
import type { EventCondition } from '../../../api/alarms.ts';
import { operatorSigns } from '../../../parts/explain/operator-signs.ts';
import { SuggestInput } from '../../../parts/suggest-input.tsx';
import { conditionProblem } from './alarm-body.ts';
import type { SeenTrait } from './use-seen-traits.ts';

interface ConditionRowProps {
  readonly condition: EventCondition;
  readonly number: number;
  readonly seen: readonly SeenTrait[];
  /** The values that the last events have in the field. */
  readonly values: readonly ShownValue[];
  readonly onChange: (condition: EventCondition) => void;
  readonly onRemove: () => void;
}

const types = ['string', 'integer', 'float', 'boolean', 'datetime'];
const bodyFields = ['event_type', 'message_id', 'generated'];

/** One condition: field, operator, type and value, checked as the API checks it. */
export function ConditionRow(props: ConditionRowProps) {
  const { condition, number, seen, values, onChange, onRemove } = props;
  const { field, op, type, value } = condition;
  const isBegun = field !== 'traits.' && field !== '';
  const problem = isBegun ? conditionProblem(condition) : undefined;
  return (
    <FormField stretch errorText={problem}>
      <div className="condition-row">
        <SuggestInput
          label={`Field of condition ${number}`}
          placeholder="traits.name"
          options={[
            ...seen.map((trait) => ({ value: `traits.${trait.name}`, description: trait.type })),
            ...bodyFields.map((name) => ({ value: name, description: 'of the event itself' })),
          ]}
          value={field}
          onChange={({ detail }) => {
            const known = seen.find(({ name }) => `traits.${name}` === detail.value);
            onChange({ ...condition, field: detail.value, ...(known && { type: known.type }) });
          }}
        />
        <Select
          ariaLabel={`Operator of condition ${number}`}
          options={Object.entries(operatorSigns).map(([each, label]) => ({ value: each, label }))}
          selectedOption={{ value: op, label: operatorSigns[op] ?? op }}
          onChange={({ detail }) =>
            onChange({ ...condition, op: detail.selectedOption.value ?? op })
          }
        />
        <Select
          ariaLabel={`Type of condition ${number}`}
          options={types.map((each) => ({ value: each, label: each }))}
          selectedOption={{ value: type, label: type === '' ? 'string' : type }}
          onChange={({ detail }) =>
            onChange({ ...condition, type: detail.selectedOption.value ?? type })
          }
        />
        <SuggestInput
          label={`Value of condition ${number}`}
          placeholder="Value"
          options={values.map((each) => ({ value: each.value, description: each.type }))}
          value={value}
          onChange={({ detail }) => onChange({ ...condition, value: detail.value })}
          onSelect={({ detail }) => {
            const known = values.find((each) => each.value === detail.value);
            const typed = detail.selectedOption && known && type !== 'boolean' && known;
            onChange({ ...condition, value: detail.value, ...(typed && { type: typed.type }) });
          }}
        />
        <Button
          iconName="close"
          variant="icon"
          ariaLabel={`Remove condition ${number}`}
          onClick={onRemove}
        />
      </div>
    </FormField>
  );
}
