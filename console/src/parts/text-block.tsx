import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { visibleText } from './visible-text.ts';

/** The most characters that are put on the screen; the whole text is copied. */
const shownCharacters = 100_000;

interface TextBlockProps {
  readonly text: string;
  /** What it is, for those who cannot see where it stands. */
  readonly label: string;
}

/** A text that somebody else wrote: a log, a result, a body. It is shown, never interpreted. */
export function TextBlock({ text, label }: TextBlockProps) {
  const cut = text.length > shownCharacters;
  return (
    <div className="text-block">
      <div className="text-block-copy">
        <CopyToClipboard
          variant="icon"
          copyButtonAriaLabel={`Copy ${label}`}
          copySuccessText="Copied"
          copyErrorText="The browser does not let this page copy"
          textToCopy={text}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls must be reached by keyboard */}
      <pre tabIndex={0} role="region" aria-label={label}>
        {visibleText(cut ? text.slice(0, shownCharacters) : text)}
      </pre>
      {cut && (
        <Box color="text-body-secondary" fontSize="body-s">
          The first {shownCharacters.toLocaleString('en')} of {text.length.toLocaleString('en')}{' '}
          characters. The copy has all.
        </Box>
      )}
    </div>
  );
}
