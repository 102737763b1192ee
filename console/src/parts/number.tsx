import type { ReactNode } from 'react';

/** A number in a column, at its right edge and with digits of one width. */
export const NumberCell = ({ children }: { readonly children: ReactNode }) => (
  <div className="number">{children}</div>
);
