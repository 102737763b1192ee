import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';

/** A screen whose form cannot be shown before its data is there. */
export const Loading = ({ title }: { readonly title: string }) => (
  <>
    <Header variant="h1">{title}</Header>
    <Box padding="xxl" textAlign="center">
      <Spinner size="large" />
    </Box>
  </>
);
