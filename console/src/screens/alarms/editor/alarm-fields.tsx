import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSession } from '../../../shell/session-context.ts';
import { alarmTypeWords, repeatWords } from '../../../parts/rule-words.ts';
import { ActionFields } from './action-fields.tsx';
import type { AlarmForm } from './alarm-form.ts';
import { ConstraintFields } from './constraint-fields.tsx';
import { EventRuleFields } from './event-rule-fields.tsx';
import { MeasureRuleFields } from './measure-rule-fields.tsx';

interface AlarmFieldsProps {
  readonly form: AlarmForm;
  readonly onChange: (change: Partial<AlarmForm>) => void;
  /** What the API said about a field. */
  readonly refused: (field: string) => string | undefined;
}

const severities = ['low', 'moderate', 'critical'].map((value) => ({ value, label: value }));

/** All fields of an alarm. */
export function AlarmFields({ form, onChange, refused }: AlarmFieldsProps) {
  const { deployment } = useSession();
  const types = Object.entries(alarmTypeWords)
    .filter(([value]) => deployment.metrics || value === 'event' || value === form.type)
    .map(([value, label]) => ({ value, label, description: value }));
  return (
    <Container>
      <SpaceBetween size="m">
        <FormField label="Name" errorText={refused('name')} stretch>
          <Input
            value={form.name}
            autoFocus
            onChange={({ detail }) => onChange({ name: detail.value })}
          />
        </FormField>
        {types.length > 1 && (
          <FormField label="Waits for" errorText={refused('type')}>
            <Select
              ariaLabel="Waits for"
              options={types}
              selectedOption={types.find(({ value }) => value === form.type) ?? null}
              onChange={({ detail }) => onChange({ type: detail.selectedOption.value ?? 'event' })}
            />
          </FormField>
        )}
        {form.type === 'event' ? (
          <EventRuleFields form={form} onChange={onChange} refused={refused} />
        ) : (
          <MeasureRuleFields form={form} onChange={onChange} refused={refused} />
        )}
        <ActionFields form={form} onChange={onChange} refused={refused} />
        <Checkbox
          checked={form.repeats}
          description={repeatWords(form.type, form.repeats)}
          onChange={({ detail }) => onChange({ repeats: detail.checked })}
        >
          Repeat the actions
        </Checkbox>
        <ConstraintFields form={form} onChange={onChange} refused={refused} />
        <FormField label="Severity" errorText={refused('severity')}>
          <Select
            ariaLabel="Severity"
            options={severities}
            selectedOption={{ value: form.severity, label: form.severity }}
            onChange={({ detail }) => onChange({ severity: detail.selectedOption.value ?? 'low' })}
          />
        </FormField>
        <FormField
          label="Description"
          description="Made from the rule if left empty."
          errorText={refused('description')}
          stretch
        >
          <Input
            value={form.description}
            onChange={({ detail }) => onChange({ description: detail.value })}
          />
        </FormField>
        <Checkbox
          checked={form.enabled}
          onChange={({ detail }) => onChange({ enabled: detail.checked })}
        >
          Enabled
        </Checkbox>
      </SpaceBetween>
    </Container>
  );
}
