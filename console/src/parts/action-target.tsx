import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { maskedUrl } from './masked-url.ts';
import { visibleText } from './visible-text.ts';

/** The URL of an action. The values of its query are shown when they are asked for. */
export function ActionTarget({ url }: { readonly url: string }) {
  const [shown, setShown] = useState(false);
  const masked = maskedUrl(url);
  if (shown || masked === url) return <>{visibleText(url)}</>;
  return (
    <>
      {visibleText(masked)}{' '}
      <Button
        variant="inline-link"
        ariaLabel={`Show the whole URL ${masked}`}
        onClick={() => setShown(true)}
      >
        Show
      </Button>
    </>
  );
}
