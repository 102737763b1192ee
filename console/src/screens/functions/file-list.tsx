import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import {
  textFile,
  withFile,
  withoutFile,
  type PackageFile,
} from '../../package/package-members.ts';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { visibleText } from '../../parts/visible-text.ts';

interface FileListProps {
  readonly files: readonly PackageFile[];
  readonly saved: readonly PackageFile[];
  readonly active: string | undefined;
  readonly readOnly: boolean;
  readonly onChoose: (path: string) => void;
  readonly onChange: (files: readonly PackageFile[]) => void;
}

const sizeOf = (bytes: number) =>
  bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} kB`;

/** Which file of the package is edited, and which there are. */
export function FileList(props: FileListProps) {
  const { files, saved, active, readOnly, onChoose, onChange } = props;
  const [adding, setAdding] = useState(false);
  const [name, setName] = useState('');
  const savedText = new Map(saved.map(({ path, text }) => [path, text]));
  const options = files.map((file) => ({
    value: file.path,
    label: visibleText(file.path),
    labelTag: savedText.get(file.path) === file.text ? sizeOf(file.bytes.length) : 'changed',
  }));
  const invalid =
    name === '' || name.startsWith('/') || name.endsWith('/') || name.split('/').includes('..');
  return (
    <div className="file-list">
      <Select
        ariaLabel="File"
        selectedOption={options.find(({ value }) => value === active) ?? null}
        options={options}
        filteringType={files.length > 12 ? 'auto' : 'none'}
        onChange={({ detail }) =>
          detail.selectedOption.value && onChoose(detail.selectedOption.value)
        }
      />
      {!readOnly && (
        <>
          <Button iconName="add-plus" ariaLabel="Add a file" onClick={() => setAdding(true)} />
          <Button
            iconName="remove"
            ariaLabel={`Remove ${active ?? 'the file'}`}
            disabled={!active || files.length === 1}
            onClick={() => active && onChange(withoutFile(files, active))}
          />
        </>
      )}
      {adding && (
        <DialogForm
          title="Add a file"
          verb="Add"
          disabled={invalid || files.some(({ path }) => path === name)}
          action={async () => onChange(withFile(files, textFile(name, '')))}
          onDone={() => {
            onChoose(name);
            setName('');
          }}
          onClose={() => setAdding(false)}
        >
          <FormField label="Path" description="Within the package, such as data/settings.json.">
            <Input value={name} onChange={({ detail }) => setName(detail.value)} />
          </FormField>
        </DialogForm>
      )}
    </div>
  );
}
