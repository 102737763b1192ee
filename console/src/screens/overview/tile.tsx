import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { ScreenLink } from '../../parts/screen-link.tsx';

interface TileProps {
  readonly title: string;
  readonly to: string;
  /** Undefined while it is not known; null if it never is. */
  readonly value: number | null | undefined;
  readonly isAtLeast?: boolean;
  readonly isBad?: boolean;
  readonly note?: string;
  readonly parts?: readonly {
    readonly key: string;
    readonly shown: ReactNode;
    readonly count: number;
  }[];
}

const number = new Intl.NumberFormat('en');

/** One number, its parts by state, and the way to its list. */
export function Tile({ title, to, value, isAtLeast, isBad, note, parts = [] }: TileProps) {
  return (
    <section className="tile" aria-busy={value === undefined}>
      <ScreenLink to={to}>{title}</ScreenLink>
      <div className="tile-value">
        {value === undefined || value === null ? '–' : number.format(value)}
        {isAtLeast && value ? <span title="One look counts no further.">+</span> : null}
      </div>
      <ul className="tile-parts">
        {parts.map(({ key, shown, count }) => (
          <li key={key}>
            {shown}
            <span className="tile-count">{number.format(count)}</span>
          </li>
        ))}
        {parts.length === 0 && note !== undefined && (
          <li>
            {isBad ? (
              <StatusIndicator type="warning">{note}</StatusIndicator>
            ) : (
              <Box color="text-body-secondary" fontSize="body-s">
                {note}
              </Box>
            )}
          </li>
        )}
      </ul>
    </section>
  );
}
