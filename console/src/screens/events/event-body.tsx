import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import { JsonTree } from '../../parts/json-tree.tsx';

/** The whole event as JSON. */
export const EventBody = ({ text }: { readonly text: string }) => (
  <Container
    header={
      <Header
        variant="h2"
        actions={
          <CopyToClipboard
            variant="button"
            copyButtonText="Copy"
            copySuccessText="Event copied"
            copyErrorText="The browser does not let this page copy"
            textToCopy={text}
          />
        }
      >
        JSON
      </Header>
    }
  >
    <JsonTree text={text} label="The event as JSON" />
  </Container>
);
