import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { operatorSigns } from '../../../parts/explain/operator-signs.ts';
import type { AlarmForm } from './alarm-form.ts';
import { type RuleField, thresholdFields } from './threshold-fields.ts';

interface MeasureRuleFieldsProps {
  readonly form: AlarmForm;
  readonly onChange: (change: Partial<AlarmForm>) => void;
  readonly refused: (field: string) => string | undefined;
}

/** The fields of a rule on measures; a composite rule is JSON. */
export function MeasureRuleFields({ form, onChange, refused }: MeasureRuleFieldsProps) {
  if (form.type === 'composite')
    return (
      <FormField
        label="Rule as JSON"
        description="Rules on measures under “and” and “or”, which may be nested."
        errorText={jsonProblem(form.composite) ?? refused('composite_rule')}
        stretch
      >
        <Textarea
          ariaLabel="Rule as JSON"
          rows={16}
          spellcheck={false}
          value={form.composite}
          onChange={({ detail }) => onChange({ composite: detail.value })}
        />
      </FormField>
    );
  return (
    <SpaceBetween size="m">
      {(thresholdFields[form.type] ?? []).map((field) => (
        <FormField
          key={field.name}
          label={field.label}
          description={field.hint}
          errorText={refused(field.name)}
        >
          <RuleInput
            field={field}
            value={form.fields[field.name] ?? field.initial}
            onChange={(value) => onChange({ fields: { ...form.fields, [field.name]: value } })}
          />
        </FormField>
      ))}
    </SpaceBetween>
  );
}

interface RuleInputProps {
  readonly field: RuleField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function RuleInput({ field, value, onChange }: RuleInputProps) {
  const { kind, label, choices = [] } = field;
  if (kind === 'choice') {
    const options = [...new Set([...choices, value])].map((choice) => ({
      value: choice,
      label: operatorSigns[choice] ?? choice,
    }));
    return (
      <Select
        ariaLabel={label}
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? value)}
      />
    );
  }
  if (kind === 'list')
    return (
      <Textarea
        ariaLabel={label}
        rows={3}
        value={value}
        onChange={({ detail }) => onChange(detail.value)}
      />
    );
  return (
    <Input
      ariaLabel={label}
      value={value}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
