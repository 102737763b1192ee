import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { sessionQuery } from '../api/session.ts';
import { Failure } from '../parts/failure.tsx';
import { NoticesProvider } from './notices.tsx';
import { SessionContext } from './session-context.ts';
import { SessionEnd } from './session-end.tsx';
import { SignInScreen } from './sign-in-screen.tsx';
import { Frame } from './frame.tsx';

/** Who is signed in sees the frame around a screen, everybody else the sign-in. */
export function Shell() {
  const session = useQuery(sessionQuery);
  if (session.data)
    return (
      <SessionContext value={session.data}>
        <NoticesProvider>
          <Frame />
          <SessionEnd />
        </NoticesProvider>
      </SessionContext>
    );
  if (session.isPending)
    return (
      <Box padding="xxxl" textAlign="center">
        <Spinner size="large" />
      </Box>
    );
  if (session.error instanceof ApiError && session.error.status === 401) return <SignInScreen />;
  return (
    <Box padding="xxxl">
      <Failure of={session.error} retry={() => void session.refetch()} />
    </Box>
  );
}
