import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { setAlarmQuota, type ProjectUsage } from './usage.ts';

interface QuotaDialogProps {
  readonly project: ProjectUsage;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** How many alarms a project may have. */
export function QuotaDialog({ project, onDone, onClose }: QuotaDialogProps) {
  const before = project.limits['alarms'];
  const [limit, setLimit] = useState(
    before === undefined || before === null || before < 0 ? '' : String(before),
  );
  const valid = /^\d*$/.test(limit);
  const number = limit === '' ? -1 : Number(limit);
  return (
    <DialogForm
      title={`Alarm quota of ${project.name}`}
      verb="Set"
      disabled={!valid}
      command={`aodh quota set ${project.id} --alarm ${valid ? number : -1}`}
      action={() => setAlarmQuota(project.id, number)}
      onDone={onDone}
      onClose={onClose}
    >
      <FormField
        label="Alarms"
        description="Any number if left empty."
        errorText={valid ? undefined : 'A whole number.'}
      >
        <Input
          value={limit}
          inputMode="numeric"
          onChange={({ detail }) => setLimit(detail.value)}
        />
      </FormField>
    </DialogForm>
  );
}
