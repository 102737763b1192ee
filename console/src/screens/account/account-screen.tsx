import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Instant } from '../../parts/instant.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { useTitle } from '../../parts/title.ts';
import { useSession } from '../../shell/session-context.ts';
import { CredentialTable } from './credential-table.tsx';
import { PasswordForm } from './password-form.tsx';

export function AccountScreen() {
  useTitle('Account');
  const session = useSession();
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Account</Header>
      <Container header={<Header variant="h2">This session</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'User', value: session.user.name },
            { label: 'User ID', value: <ShortId id={session.user.id} name="User ID" /> },
            { label: 'Project', value: session.project.name },
            { label: 'Project ID', value: <ShortId id={session.project.id} name="Project ID" /> },
            { label: 'Roles', value: session.roles.join(', ') },
            { label: 'Ends', value: <Instant at={session.expires_at} /> },
          ]}
        />
      </Container>
      {session.deployment.own_identity ? (
        <SpaceBetween size="l">
          <CredentialTable />
          <PasswordForm />
        </SpaceBetween>
      ) : (
        <Alert type="info">
          Your account is kept by your cloud&apos;s Keystone. Passwords and application credentials
          are changed there.
        </Alert>
      )}
    </SpaceBetween>
  );
}
