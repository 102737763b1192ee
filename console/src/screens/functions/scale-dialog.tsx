import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useState } from 'react';
import { scaleVersion } from '../../api/engine/functions.ts';
import { DialogForm } from '../../parts/dialog-form.tsx';

interface ScaleDialogProps {
  readonly id: string;
  readonly version: number;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const directions = [
  { value: 'up', label: 'Keep more ready' },
  { value: 'down', label: 'Keep fewer ready' },
];

/** How many environments are kept ready for a version, which costs money while idle. */
export function ScaleDialog({ id, version, onDone, onClose }: ScaleDialogProps) {
  const [direction, setDirection] = useState('up');
  const [count, setCount] = useState('1');
  const number = Number(count);
  const valid = Number.isInteger(number) && number >= 1;
  const path = `/v1/functions/${id}/versions/${version}/scale_${direction}`;
  return (
    <DialogForm
      title={`Scale version ${version}`}
      verb="Scale"
      disabled={!valid}
      command={`curl -X POST -H "X-Auth-Token: $token" -d '{"count": ${valid ? number : 1}}' $TAIBAI_URL${path}`}
      action={() => scaleVersion(id, version, direction === 'up' ? number : -number)}
      onDone={onDone}
      onClose={onClose}
    >
      <Box>Environments that are kept ready start at once. They cost money while they wait.</Box>
      <RadioGroup
        ariaLabel="Direction"
        value={direction}
        items={directions}
        onChange={({ detail }) => setDirection(detail.value)}
      />
      <FormField
        label="Number of environments"
        errorText={valid ? undefined : 'A whole number from 1.'}
      >
        <Input type="number" value={count} onChange={({ detail }) => setCount(detail.value)} />
      </FormField>
    </DialogForm>
  );
}
