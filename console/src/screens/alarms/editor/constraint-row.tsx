import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useDeferredValue } from 'react';
import { SuggestInput } from '../../../parts/suggest-input.tsx';
import { constraintProblem } from '../constraint-windows.ts';
import { type ConstraintDraft, durationUnits, secondsOf } from './constraint-draft.ts';
import { NextWindows } from './next-windows.tsx';

interface ConstraintRowProps {
  readonly draft: ConstraintDraft;
  readonly number: number;
  /** Whether another one has the name. */
  readonly repeats: boolean;
  readonly onChange: (draft: ConstraintDraft) => void;
  readonly onRemove: () => void;
}

const timezones = Intl.supportedValuesOf('timeZone').map((value) => ({ value }));
const units = durationUnits.map(({ seconds, label }) => ({ value: String(seconds), label }));

/** One time constraint, checked as the API checks it, with the next times that it means. */
export function ConstraintRow(props: ConstraintRowProps) {
  const { draft, number, repeats, onChange, onRemove } = props;
  const { name, start, duration, unit, timezone } = draft;
  const shown = useDeferredValue(draft);
  const seconds = secondsOf(draft);
  const problem = repeats
    ? 'Time constraint names must be unique for a given alarm.'
    : seconds === undefined
      ? 'The duration must be a whole number of seconds, 0 or more.'
      : constraintProblem(draft);
  const of = `of time constraint ${number}`;
  return (
    <FormField stretch errorText={problem} constraintText={!problem && <NextWindows of={shown} />}>
      <div className="constraint-row">
        <Input
          ariaLabel={`Name ${of}`}
          placeholder="Name"
          value={name}
          onChange={({ detail }) => onChange({ ...draft, name: detail.value })}
        />
        <Input
          ariaLabel={`Start ${of}, as a cron expression`}
          placeholder="0 8 * * 1-5"
          spellcheck={false}
          value={start}
          onChange={({ detail }) => onChange({ ...draft, start: detail.value })}
        />
        <Button
          iconName="close"
          variant="icon"
          ariaLabel={`Remove time constraint ${number}`}
          onClick={onRemove}
        />
        <div className="constraint-duration">
          <Input
            ariaLabel={`Duration ${of}`}
            inputMode="decimal"
            value={duration}
            onChange={({ detail }) => onChange({ ...draft, duration: detail.value })}
          />
          <Select
            ariaLabel={`Unit of the duration ${of}`}
            options={units}
            selectedOption={units.find(({ value }) => value === String(unit)) ?? null}
            onChange={({ detail }) =>
              onChange({ ...draft, unit: Number(detail.selectedOption.value) })
            }
          />
        </div>
        <SuggestInput
          label={`Time zone ${of}`}
          placeholder="UTC"
          options={timezones}
          value={timezone}
          onChange={({ detail }) => onChange({ ...draft, timezone: detail.value })}
        />
      </div>
    </FormField>
  );
}
