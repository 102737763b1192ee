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
