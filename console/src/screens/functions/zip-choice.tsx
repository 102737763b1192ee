import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import { useState } from 'react';
import { maximumPackageBytes } from '../../package/package-members.ts';

export interface ChosenZip {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface ZipChoiceProps {
  readonly onChange: (zip: ChosenZip | undefined, tooLarge: boolean) => void;
}

/** Chooses a package of the machine, of the size that a request may have. */
export function ZipChoice({ onChange }: ZipChoiceProps) {
  const [file, setFile] = useState<File>();
  const tooLarge = file !== undefined && file.size > maximumPackageBytes;
  return (
    <FormField label="Package" description="A zip with your code and its libraries, up to 4 MB.">
      <FileUpload
        value={file ? [file] : []}
        accept=".zip"
        showFileSize
        fileErrors={tooLarge ? ['It is larger than 4 MB. The commands below can deploy it.'] : []}
        i18nStrings={{
          uploadButtonText: () => 'Choose a zip',
          dropzoneText: () => 'Drop a zip here',
          removeFileAriaLabel: () => 'Remove the zip',
          errorIconAriaLabel: 'Error',
          limitShowFewer: 'Show fewer',
          limitShowMore: 'Show more',
        }}
        onChange={({ detail }) => {
          const [chosen] = detail.value;
          setFile(chosen);
          const large = chosen !== undefined && chosen.size > maximumPackageBytes;
          if (!chosen || large) return onChange(undefined, large);
          void chosen
            .arrayBuffer()
            .then((bytes) => onChange({ name: chosen.name, bytes: new Uint8Array(bytes) }, false));
        }}
      />
    </FormField>
  );
}
