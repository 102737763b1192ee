import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { mayWrite } from '../../api/session.ts';
import { useSession } from '../../shell/session-context.ts';
import { downloadFile } from './download-file.ts';
import type { ShownFunction } from './function-tab-props.ts';
import { UploadZip } from './upload-zip.tsx';

interface PackageButtonsProps {
  readonly fn: ShownFunction;
  /** The package as it is stored, if the browser has it. */
  readonly zip: Uint8Array | undefined;
  readonly hasDraft: boolean;
  readonly onUploaded: () => void;
}

/** Uploads a zip in the place of a function's code, and downloads what is stored. */
export function PackageButtons({ fn, zip, hasDraft, onUploaded }: PackageButtonsProps) {
  const writes = mayWrite(useSession());
  const [uploading, setUploading] = useState(false);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {writes && (
        <Button iconName="upload" onClick={() => setUploading(true)}>
          Upload a zip
        </Button>
      )}
      {zip && (
        <Button
          iconName="download"
          onClick={() => downloadFile(`${fn.name || fn.id}.zip`, 'application/zip', zip)}
        >
          Download
        </Button>
      )}
      {uploading && (
        <UploadZip
          fn={fn}
          hasDraft={hasDraft}
          onDone={onUploaded}
          onClose={() => setUploading(false)}
        />
      )}
    </SpaceBetween>
  );
}
