import Box from '@cloudscape-design/components/box';
import { Link } from '@tanstack/react-router';

export function NotFound() {
  return (
    <Box padding="xxl" textAlign="center">
      <Box variant="h1">Nothing is here</Box>
      <Box variant="p">
        The address is wrong, or what it names is gone or belongs to another project.
      </Box>
      <Link to="/">To the overview</Link>
    </Box>
  );
}
