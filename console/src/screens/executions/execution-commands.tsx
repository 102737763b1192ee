import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Execution } from '../../api/engine/executions.ts';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';

function runCommand({ function_alias, function_id, function_version, input }: Execution): string {
  const target = function_alias
    ? `--function-alias ${shellWord(function_alias)}`
    : `--function ${function_id ?? 'FUNCTION'}${function_version ? ` --function-version ${function_version}` : ''}`;
  const given = typeof input === 'string' ? ` --input ${shellWord(input)}` : '';
  return `openstack function execution create ${target}${given}`;
}

/** The commands that show what the screen shows, and do what it does. */
export function ExecutionCommands({ execution }: { readonly execution: Execution }) {
  return (
    <ExpandableSection headerText="Commands">
      <SpaceBetween size="xxs">
        <CommandLine command={`openstack function execution show ${execution.id}`} />
        <CommandLine command={`openstack function execution log show ${execution.id}`} />
        <CommandLine command={runCommand(execution)} />
      </SpaceBetween>
    </ExpandableSection>
  );
}
