import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { NextRuns } from './next-runs.tsx';

interface TextProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export const NameField = ({ value, onChange }: TextProps) => (
  <FormField label="Name">
    <Input value={value} onChange={({ detail }) => onChange(detail.value)} />
  </FormField>
);

export const PatternField = ({ value, onChange }: TextProps) => (
  <FormField
    label="Schedule"
    description="Five cron fields (minute, hour, day, month, weekday) in UTC, or @hourly, @daily and so on."
    constraintText={<NextRuns pattern={value} from={Date.now()} />}
  >
    <Input value={value} spellcheck={false} onChange={({ detail }) => onChange(detail.value)} />
  </FormField>
);

export const JobInputField = ({ value, onChange }: TextProps) => (
  <FormField
    label="Input"
    description="A JSON object is passed as keyword arguments. Every reader of the project sees it."
  >
    <Textarea
      value={value}
      rows={4}
      spellcheck={false}
      onChange={({ detail }) => onChange(detail.value)}
    />
  </FormField>
);

/** A time in UTC as it is typed, `2026-12-01 09:00`; undefined if it is none. */
export function typedTime(text: string): string | undefined {
  const found = /^\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?\s*Z?\s*$/.exec(text);
  if (!found || Number.isNaN(Date.parse(`${found[1]}T${found[2]}Z`))) return undefined;
  return `${found[1]}T${found[2]}${found[3] ?? ':00'}`;
}
