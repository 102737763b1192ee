import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Box from '@cloudscape-design/components/box';

/** The command that does the same, to copy. */
export function CommandLine({ command }: { readonly command: string }) {
  return (
    <Box variant="code">
      <CopyToClipboard
        variant="inline"
        copyButtonAriaLabel="Copy the command"
        copySuccessText="Command copied"
        copyErrorText="The browser does not let this page copy"
        textToCopy={command}
        textToDisplay={command}
      />
    </Box>
  );
}

export { shellWord } from './shell-word.ts';
