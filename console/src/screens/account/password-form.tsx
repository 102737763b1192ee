import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changePassword } from '../../api/identity/users.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { useSession } from '../../shell/session-context.ts';

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly autoComplete: string;
  readonly onChange: (value: string) => void;
}

const PasswordField = ({ label, value, autoComplete, onChange }: PasswordFieldProps) => (
  <FormField label={label}>
    <Input
      type="password"
      value={value}
      autoComplete={autoComplete}
      onChange={({ detail }) => onChange(detail.value)}
    />
  </FormField>
);

/** Changes one's own password, which ends all of one's sessions. */
export function PasswordForm() {
  const { user } = useSession();
  const { tell } = useNotices();
  const [original, setOriginal] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== next;
  const changing = useMutation({
    mutationFn: () => changePassword(user.id, original, next),
    onSuccess: () => {
      for (const clear of [setOriginal, setNext, setAgain]) clear('');
      tell({ type: 'success', content: 'The password is changed. Sign in with the new one.' });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        changing.mutate();
      }}
    >
      <Container
        header={
          <Header variant="h2" description="Your sessions and tokens end with the old one.">
            Password
          </Header>
        }
      >
        <Form
          actions={
            <Button
              variant="primary"
              loading={changing.isPending}
              disabled={original === '' || next === '' || again !== next}
            >
              Change password
            </Button>
          }
        >
          <SpaceBetween size="m">
            {changing.error && <Failure of={changing.error} />}
            <PasswordField
              label="Present password"
              value={original}
              autoComplete="current-password"
              onChange={setOriginal}
            />
            <PasswordField
              label="New password"
              value={next}
              autoComplete="new-password"
              onChange={setNext}
            />
            <PasswordField
              label="New password again"
              value={again}
              autoComplete="new-password"
              onChange={setAgain}
            />
            {differs && <span role="alert">The two new passwords differ.</span>}
            <CommandLine command="openstack user password set" />
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}
