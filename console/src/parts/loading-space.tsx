import Spinner from '@cloudscape-design/components/spinner';

/** A place of the height that what is loading will have, so that nothing jumps. */
export const LoadingSpace = ({ lines }: { readonly lines: number }) => (
  <div className="loading" style={{ minBlockSize: `${lines * 22}px` }}>
    <Spinner size="big" /> <span>Loading</span>
  </div>
);
