import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { ScreenLink } from '../../parts/screen-link.tsx';

/** The screen in a deployment without the log of events. */
export function EventsNotStored({ buttons }: { readonly buttons: ReactNode }) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1" actions={buttons}>
        Events
      </Header>
      <Container header={<Header variant="h2">This deployment does not store events</Header>}>
        <SpaceBetween size="s">
          <Box variant="p">
            Events reach alarms all the same, and you can send them here. What they hit and what
            followed is recorded for 30 days: see <ScreenLink to="/alarms">Alarms</ScreenLink>,{' '}
            <ScreenLink to="/deliveries">Deliveries</ScreenLink> and{' '}
            <ScreenLink to="/executions">Executions</ScreenLink>.
          </Box>
          <Box variant="p">
            To see every event here, whoever runs the deployment removes{' '}
            <Box variant="code">"eventStorage": false</Box> from its settings and deploys again:
            events are then stored for 7 days. With it come the search in past events, explanations
            and backtests of alarms, and sending an event again.
          </Box>
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
