import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { useState } from 'react';

interface HiddenTextProps {
  readonly text: string;
  /** What it is: `URL of the webhook hello`. */
  readonly label: string;
}

/** What whoever knows it may use, such as the URL of a webhook: shown when it is asked for. */
export function HiddenText({ text, label }: HiddenTextProps) {
  const [shown, setShown] = useState(false);
  if (!shown)
    return (
      <span className="unbroken">
        <Button variant="inline-link" ariaLabel={`Show ${label}`} onClick={() => setShown(true)}>
          Show
        </Button>
      </span>
    );
  return (
    <CopyToClipboard
      variant="inline"
      copyButtonAriaLabel={`Copy ${label}`}
      copySuccessText="Copied"
      copyErrorText="The browser does not let this page copy"
      textToCopy={text}
      textToDisplay={text}
    />
  );
}
