import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface ScreenButtonProps {
  /** The screen's path without `/console`. */
  readonly to: string;
  readonly search?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly children: ReactNode;
  readonly variant?: ButtonProps.Variant;
  readonly iconName?: ButtonProps['iconName'];
  readonly disabled?: boolean;
  /** Why it is disabled. */
  readonly disabledReason?: string;
}

/** A link to another screen that looks like a button. */
export function ScreenButton({ to, search, children, iconName, ...looks }: ScreenButtonProps) {
  const router = useRouter();
  const navigate = useNavigate();
  const target = { to, ...(search && { search }) };
  return (
    <Button
      {...looks}
      {...(iconName && { iconName })}
      href={router.history.createHref(router.buildLocation(target).publicHref)}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(target);
      }}
    >
      {children}
    </Button>
  );
}
