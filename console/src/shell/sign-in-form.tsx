import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { signIn, type Session } from '../api/session.ts';
import { Failure } from '../parts/failure.tsx';

interface SignInFormProps {
  /** The name to begin with: that of a session which has ended. */
  readonly user?: string;
  readonly onSignedIn: (session: Session) => void;
}

/** Signs in by password or by application credential. The project is the user's own one, or is named. */
export function SignInForm({ user = '', onSignedIn }: SignInFormProps) {
  const [way, setWay] = useState('password');
  const [name, setName] = useState(user);
  const [secret, setSecret] = useState('');
  const [project, setProject] = useState('');
  const byPassword = way === 'password';
  const signing = useMutation({
    mutationFn: () =>
      signIn(
        byPassword
          ? { user: name, password: secret, ...(project && { project }) }
          : { application_credential: { id: name, secret } },
      ),
    onSuccess: onSignedIn,
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signing.mutate();
      }}
    >
      <Form
        actions={
          <Button variant="primary" loading={signing.isPending}>
            Sign in
          </Button>
        }
      >
        <SpaceBetween size="m">
          {signing.error && <Failure of={signing.error} />}
          <SegmentedControl
            label="Sign in with"
            selectedId={way}
            onChange={({ detail }) => setWay(detail.selectedId)}
            options={[
              { id: 'password', text: 'Password' },
              { id: 'credential', text: 'Application credential' },
            ]}
          />
          <FormField label={byPassword ? 'User name' : 'Credential ID'}>
            <Input
              value={name}
              autoFocus
              autoComplete={byPassword ? 'username' : 'off'}
              onChange={({ detail }) => setName(detail.value)}
            />
          </FormField>
          <FormField label={byPassword ? 'Password' : 'Secret'}>
            <Input
              type="password"
              value={secret}
              autoComplete={byPassword ? 'current-password' : 'off'}
              onChange={({ detail }) => setSecret(detail.value)}
            />
          </FormField>
          {byPassword && (
            <FormField label="Project" description="Your own one if left empty.">
              <Input value={project} onChange={({ detail }) => setProject(detail.value)} />
            </FormField>
          )}
        </SpaceBetween>
      </Form>
    </form>
  );
}
