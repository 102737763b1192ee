import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AlarmForm } from './alarm-form.ts';
import { newConstraint } from './constraint-draft.ts';
import { ConstraintRow } from './constraint-row.tsx';

interface ConstraintFieldsProps {
  readonly form: AlarmForm;
  readonly onChange: (change: Partial<AlarmForm>) => void;
  readonly refused: (field: string) => string | undefined;
}

const ownTimezone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The times at which the alarm is evaluated. */
export function ConstraintFields({ form, onChange, refused }: ConstraintFieldsProps) {
  const { constraints, type } = form;
  return (
    <FormField
      label="Time constraints"
      description="Outside them the alarm stays as it is. Without any it is evaluated at all times."
      errorText={refused('time_constraints')}
      stretch
    >
      <SpaceBetween size="s">
        {type === 'event' && constraints.length > 0 && (
          <StatusIndicator type="info">
            They have no effect here: an alarm on events fires at any time, as in Aodh.
          </StatusIndicator>
        )}
        {constraints.map((draft, index) => (
          <ConstraintRow
            // oxlint-disable-next-line react/no-array-index-key -- rows have no other identity
            key={index}
            draft={draft}
            number={index + 1}
            repeats={constraints.some(({ name }, at) => at !== index && name === draft.name)}
            onChange={(changed) =>
              onChange({
                constraints: constraints.map((each, at) => (at === index ? changed : each)),
              })
            }
            onRemove={() => onChange({ constraints: constraints.filter((_, at) => at !== index) })}
          />
        ))}
        <Button
          iconName="add-plus"
          onClick={() =>
            onChange({ constraints: [...constraints, newConstraint(constraints, ownTimezone())] })
          }
        >
          Add a time constraint
        </Button>
      </SpaceBetween>
    </FormField>
  );
}
