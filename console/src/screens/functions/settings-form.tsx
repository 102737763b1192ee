import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { updateFunction } from '../../api/engine/functions.ts';
import { mayWrite } from '../../api/session.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { useSession } from '../../shell/session-context.ts';
import type { ShownFunction } from './function-tab-props.ts';
import { RuntimeChoice } from './runtime-choice.tsx';
import { changeOf, settingsOf, updateArguments } from './settings.ts';

/** What is said of a function besides its code. */
export function SettingsForm({ fn }: { readonly fn: ShownFunction }) {
  const writes = mayWrite(useSession());
  const queries = useQueryClient();
  const { tell } = useNotices();
  const [values, setValues] = useState(() => settingsOf(fn));
  const change = changeOf(settingsOf(fn), values);
  const saving = useMutation({
    mutationFn: () => updateFunction(fn.id, change),
    onSuccess: () => {
      tell({ type: 'success', content: 'Saved. Runs from now on use it.' });
      void queries.invalidateQueries({ queryKey: ['functions'] });
    },
  });
  const field = (name: keyof typeof values, label: string, description?: string) => (
    <FormField label={label} description={description}>
      <Input
        value={values[name]}
        readOnly={!writes}
        onChange={({ detail }) => setValues((now) => ({ ...now, [name]: detail.value }))}
      />
    </FormField>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Container header={<Header variant="h2">Settings</Header>}>
        <Form
          actions={
            writes && (
              <Button
                variant="primary"
                loading={saving.isPending}
                disabled={Object.keys(change).length === 0}
              >
                Save
              </Button>
            )
          }
        >
          <SpaceBetween size="m">
            {saving.error && <Failure of={saving.error} />}
            <ColumnLayout columns={2}>
              {field('name', 'Name')}
              {field('description', 'Description')}
              {field('entry', 'Entry', 'Module and function')}
              {fn.runtime_id !== null && (
                <RuntimeChoice
                  value={values.runtime_id}
                  onChange={(id) => setValues((now) => ({ ...now, runtime_id: id }))}
                />
              )}
              {field('timeout', 'Time-out', 'In seconds')}
              {field('memory_size', 'Memory', 'In bytes; Lambda gives at least 128 MB')}
              {field('cpu', 'CPU', 'In thousandths of one')}
            </ColumnLayout>
            <CommandLine command={`openstack function update ${fn.id}${updateArguments(change)}`} />
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}
