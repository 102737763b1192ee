import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** The beginning of an id; whole on hover and when it is copied. */
export function ShortId({ id, name = 'ID' }: { readonly id: string; readonly name?: string }) {
  return (
    <span title={id} className="unbroken">
      <CopyToClipboard
        variant="inline"
        copyButtonAriaLabel={`Copy ${name} ${id}`}
        copySuccessText={`${name} copied`}
        copyErrorText="The browser does not let this page copy"
        textToCopy={id}
        textToDisplay={id.length > 12 ? `${id.slice(0, 8)}…` : id}
      />
    </span>
  );
}
