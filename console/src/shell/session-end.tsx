import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Box from '@cloudscape-design/components/box';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onSessionEnd } from '../api/request.ts';
import { sessionQuery } from '../api/session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { useSession } from './session-context.ts';

/** A session that ends asks for the sign-in above the screen, so that nothing typed there is lost. */
export function SessionEnd() {
  const session = useSession();
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => onSessionEnd(() => setEnded(true)), []);
  return (
    <Modal visible={ended} header="Your session has ended" onDismiss={() => setEnded(false)}>
      <SpaceBetween size="m">
        <Box>Sign in again to go on. What you have typed stays.</Box>
        {ended && (
          <SignInForm
            user={session.user.name}
            onSignedIn={(fresh) => {
              queries.setQueryData(sessionQuery.queryKey, fresh);
              setEnded(false);
              const other =
                fresh.user.id !== session.user.id || fresh.project.id !== session.project.id;
              void (other ? queries.resetQueries() : queries.invalidateQueries());
            }}
          />
        )}
      </SpaceBetween>
    </Modal>
  );
}
