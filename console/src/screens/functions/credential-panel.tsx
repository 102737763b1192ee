import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  functionCredentialQuery,
  setFunctionCredential,
  unsetFunctionCredential,
} from '../../api/engine/credential.ts';
import { mayWrite } from '../../api/session.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { Failure } from '../../parts/failure.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { useSession } from '../../shell/session-context.ts';
import type { ShownFunction } from './function-tab-props.ts';

/** The application credential that the function's token is made from. */
export function CredentialPanel({ fn }: { readonly fn: ShownFunction }) {
  const writes = mayWrite(useSession());
  const queries = useQueryClient();
  const found = useQuery(functionCredentialQuery(fn.id));
  const [open, setOpen] = useState<'set' | 'unset'>();
  const [id, setId] = useState('');
  const [secret, setSecret] = useState('');
  const changed = () =>
    void queries.invalidateQueries({ queryKey: functionCredentialQuery(fn.id).queryKey });
  const close = () => setOpen(undefined);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="With it, the code finds a token in context['os_token'], new for each run."
          actions={
            writes && (
              <SpaceBetween direction="horizontal" size="xs">
                {found.data && <Button onClick={() => setOpen('unset')}>Remove</Button>}
                <Button onClick={() => setOpen('set')}>Register</Button>
              </SpaceBetween>
            )
          }
        >
          Application credential
        </Header>
      }
    >
      {found.error && <Failure of={found.error} retry={() => void found.refetch()} />}
      {found.data === null && (
        <Box color="text-body-secondary">
          None: the function gets no token. Create one in{' '}
          <ScreenLink to="/account">your account</ScreenLink>.
        </Box>
      )}
      {found.data && (
        <SpaceBetween direction="horizontal" size="m">
          <StatusIndicator type={found.data.active ? 'success' : 'warning'}>
            {found.data.active ? 'active' : 'not active: register it again'}
          </StatusIndicator>
          <ShortId id={found.data.id} name="Credential ID" />
        </SpaceBetween>
      )}
      {open === 'set' && (
        <DialogForm
          title="Register an application credential"
          verb="Register"
          disabled={id === '' || secret === ''}
          command={`openstack function credential set ${fn.id} ${id || 'CREDENTIAL'}`}
          action={() => setFunctionCredential(fn.id, { id, secret })}
          onDone={() => {
            setSecret('');
            changed();
          }}
          onClose={close}
        >
          <Box>It must be your own, and of this project. You trust the code as it is now.</Box>
          <FormField label="Credential ID">
            <Input value={id} onChange={({ detail }) => setId(detail.value)} />
          </FormField>
          <FormField label="Secret">
            <Input
              type="password"
              autoComplete="off"
              value={secret}
              onChange={({ detail }) => setSecret(detail.value)}
            />
          </FormField>
        </DialogForm>
      )}
      {open === 'unset' && (
        <Confirm
          title="Remove the application credential"
          verb="Remove"
          command={`openstack function credential unset ${fn.id}`}
          action={() => unsetFunctionCredential(fn.id)}
          onDone={changed}
          onClose={close}
        >
          The function gets no token from then on. Published versions keep theirs.
        </Confirm>
      )}
    </Container>
  );
}
