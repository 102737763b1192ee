import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from '@tanstack/react-router';
import { mayWrite } from '../../api/session.ts';
import { LazyEditor } from '../../editor/lazy-editor.tsx';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { ScreenButton } from '../../parts/screen-button.tsx';
import { functionPath } from '../../parts/screen-paths.ts';
import { useTitle } from '../../parts/title.ts';
import { useSession } from '../../shell/session-context.ts';
import { useNewFunction } from './new-function-form.ts';
import { PackageCommands } from './package-commands.tsx';
import { RuntimeChoice } from './runtime-choice.tsx';
import { templates } from './templates.ts';
import { ZipChoice } from './zip-choice.tsx';

const templateOptions = templates.map(({ id, label, description }) => ({
  value: id,
  label,
  description,
}));

export function NewFunction() {
  useTitle('Create function');
  const session = useSession();
  const navigate = useNavigate();
  const form = useNewFunction((id) => void navigate({ to: functionPath(id) }));
  const { name, entry, template, source, tooLarge } = form;
  const fromZip = source === 'zip';
  const code = fromZip ? '--package package.zip' : `--file ${template.file}`;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        form.creating.mutate();
      }}
    >
      <Form
        header={
          <Header variant="h1" description="Python code that runs when something happens.">
            Create function
          </Header>
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ScreenButton to="/functions" variant="link">
              Cancel
            </ScreenButton>
            <Button
              variant="primary"
              loading={form.creating.isPending}
              disabled={!mayWrite(session) || (fromZip && !form.zip)}
            >
              Create function
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {form.creating.error && <Failure of={form.creating.error} />}
          <Container>
            <SpaceBetween size="m">
              <FormField label="Name">
                <Input value={name} onChange={({ detail }) => form.setName(detail.value)} />
              </FormField>
              <RuntimeChoice value={form.runtimeId} onChange={form.setRuntime} />
              <FormField
                label="Entry"
                description="The module and the function in it that is called."
              >
                <Input value={entry} onChange={({ detail }) => form.setEntry(detail.value)} />
              </FormField>
            </SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">Code</Header>}>
            <SpaceBetween size="m">
              <SegmentedControl
                label="Where the code comes from"
                selectedId={source}
                onChange={({ detail }) => form.setSource(detail.selectedId)}
                options={[
                  { id: 'template', text: 'Write it here' },
                  { id: 'zip', text: 'Upload a zip' },
                ]}
              />
              {fromZip ? (
                <ZipChoice onChange={form.chooseZip} />
              ) : (
                <SpaceBetween size="m">
                  <FormField label="Template" description={template.description}>
                    <Select
                      selectedOption={
                        templateOptions.find(({ value }) => value === template.id) ?? null
                      }
                      options={templateOptions}
                      onChange={({ detail }) => form.choose(detail.selectedOption.value)}
                    />
                  </FormField>
                  <LazyEditor
                    key={template.id}
                    label={template.file}
                    path={template.file}
                    text={form.code}
                    minLines={16}
                    onChange={form.setCode}
                  />
                </SpaceBetween>
              )}
              {tooLarge && <PackageCommands name={name} entry={entry} />}
            </SpaceBetween>
          </Container>
          <CommandLine
            command={`openstack function create ${name && `--name ${shellWord(name)} `}--runtime ${form.runtimeName} --entry ${shellWord(entry)} ${code}`}
          />
        </SpaceBetween>
      </Form>
    </form>
  );
}
