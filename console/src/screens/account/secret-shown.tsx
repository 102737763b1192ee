import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { TextBlock } from '../../parts/text-block.tsx';

export interface ShownSecret {
  readonly id: string;
  readonly secret: string;
}

interface SecretShownProps {
  readonly secret: ShownSecret;
  readonly onClose: () => void;
}

/** A new credential's secret, once. */
export const SecretShown = ({ secret, onClose }: SecretShownProps) => (
  <Modal
    visible
    header="The secret of the new credential"
    closeAriaLabel="Close"
    onDismiss={onClose}
    footer={
      <Box float="right">
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      </Box>
    }
  >
    <SpaceBetween size="m">
      <Alert type="warning">Copy it now. It is not shown again.</Alert>
      <FormField label="ID">
        <TextBlock label="ID of the credential" text={secret.id} />
      </FormField>
      <FormField label="Secret">
        <TextBlock label="secret of the credential" text={secret.secret} />
      </FormField>
    </SpaceBetween>
  </Modal>
);
