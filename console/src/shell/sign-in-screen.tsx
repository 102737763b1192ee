import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../api/session.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SignInScreen() {
  const queries = useQueryClient();
  return (
    <main>
      <Box padding={{ vertical: 'xxxl', horizontal: 'l' }}>
        <Grid gridDefinition={[{ colspan: { default: 12, s: 6, m: 4 }, offset: { s: 3, m: 4 } }]}>
          <Container
            header={
              <Header variant="h1" description="Events, alarms and functions">
                Taibai
              </Header>
            }
          >
            <SignInForm
              onSignedIn={(session) => queries.setQueryData(sessionQuery.queryKey, session)}
            />
          </Container>
        </Grid>
      </Box>
    </main>
  );
}
