import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CommandLine } from '../../parts/command-line.tsx';
import { ScreenButton } from '../../parts/screen-button.tsx';

export function NoAlarms({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <SpaceBetween size="s">
        <Box>No alarm passes the filters.</Box>
        <ScreenButton to="/alarms">Remove the filters</ScreenButton>
      </SpaceBetween>
    );
  return (
    <SpaceBetween size="s">
      <Box variant="p">
        No alarm yet. One waits for events of a type, and then calls a URL or runs a function.
      </Box>
      <ScreenButton to="/alarms/new">Make an alarm</ScreenButton>
      <CommandLine command="aodh alarm create --name created --type event --event-type 'compute.instance.create.*' --alarm-action https://receiver.example/created" />
    </SpaceBetween>
  );
}
