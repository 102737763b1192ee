import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';

interface PackageCommandsProps {
  readonly name: string;
  readonly entry: string;
  /** The function to change, if it exists. */
  readonly id?: string;
}

/** How a package that is too large for a page is deployed. */
export function PackageCommands({ name, entry, id }: PackageCommandsProps) {
  return (
    <SpaceBetween size="xxs">
      <Box>
        Packages up to 51 MB go through object storage. In Taibai&apos;s folder, this packages a
        folder with its libraries and deploys it:
      </Box>
      <CommandLine
        command={`npm run package -- FOLDER --deploy ${shellWord(name || 'NAME')} --entry ${shellWord(entry || 'main.main')}`}
      />
      {id && <CommandLine command={`openstack function download ${id} -o package.zip`} />}
    </SpaceBetween>
  );
}
