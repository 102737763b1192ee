import Link, { type LinkProps } from '@cloudscape-design/components/link';
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface ScreenLinkProps {
  /** The screen's path without `/console`, its parts encoded: `/events/m-1`. */
  readonly to: string;
  readonly search?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly children: ReactNode;
  readonly variant?: LinkProps.Variant;
  readonly fontSize?: LinkProps.FontSize;
  readonly ariaLabel?: string;
}

/** A link to another screen: a real address, so that it opens in a new tab, too. */
export function ScreenLink({ to, search, children, ...looks }: ScreenLinkProps) {
  const router = useRouter();
  const navigate = useNavigate();
  const target = { to, ...(search && { search }) };
  return (
    <Link
      {...looks}
      href={router.history.createHref(router.buildLocation(target).publicHref)}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(target);
      }}
    >
      {children}
    </Link>
  );
}
