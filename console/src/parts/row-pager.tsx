import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PageOfRows } from '../live/use-page-of-rows.ts';

interface RowPagerProps<T> {
  readonly page: PageOfRows<T>;
  readonly loading: boolean;
  /** Loads what lies further back. */
  readonly more: (() => Promise<unknown>) | undefined;
}

/** Where in a long list the screen is, and the way to newer and older rows. */
export function RowPager<T>({ page, loading, more }: RowPagerProps<T>) {
  const { items, before, loaded, newer, older, newest } = page;
  if (loaded === 0 || (!newer && !older && !more)) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {before > 0 && <Button onClick={newest}>Newest</Button>}
      <Button disabled={!newer} onClick={() => newer?.()}>
        Newer
      </Button>
      <Box color="text-body-secondary">
        {before + 1} to {before + items.length} of {loaded} loaded
      </Box>
      <Button
        loading={loading}
        disabled={!older && !more}
        onClick={() => (older ? older() : void more?.())}
      >
        {older ? 'Older' : 'Load older'}
      </Button>
    </SpaceBetween>
  );
}
