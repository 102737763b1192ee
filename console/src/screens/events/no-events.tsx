import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CommandLine } from '../../parts/command-line.tsx';
import { ScreenButton } from '../../parts/screen-button.tsx';
import type { EventFilters } from './search.ts';

export function NoEvents({ filters }: { readonly filters: EventFilters }) {
  const { send: _, ...others } = filters;
  if (Object.values(others).some((value) => value !== undefined))
    return (
      <SpaceBetween size="s">
        <Box>No stored event passes the filters.</Box>
        <ScreenButton to="/events">Remove the filters</ScreenButton>
      </SpaceBetween>
    );
  return (
    <SpaceBetween size="s">
      <Box variant="p">
        No event has come yet. Send one, or let Ceilometer, RabbitMQ or a CloudEvents source do so.
      </Box>
      <ScreenButton to="/events" search={{ send: 'new' }}>
        Send an event
      </ScreenButton>
      <CommandLine command="openstack event list --limit 10" />
    </SpaceBetween>
  );
}
