import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

type Notice = Pick<FlashbarProps.MessageDefinition, 'type' | 'header' | 'content'>;

interface Notices {
  readonly shown: readonly FlashbarProps.MessageDefinition[];
  /** Shows a message at the top of the screen until it is dismissed; of success, for six seconds. */
  readonly tell: (notice: Notice) => void;
}

const NoticesContext = createContext<Notices>({ shown: [], tell: () => {} });

export const useNotices = () => useContext(NoticesContext);

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const tell = useCallback((notice: Notice) => {
    const id = crypto.randomUUID();
    const dismiss = () => setShown((now) => now.filter((other) => other.id !== id));
    setShown((now) => [
      { ...notice, id, dismissible: true, dismissLabel: 'Dismiss', onDismiss: dismiss },
      ...now.slice(0, 4),
    ]);
    if (notice.type === 'success') setTimeout(dismiss, 6_000);
  }, []);
  const notices = useMemo(() => ({ shown, tell }), [shown, tell]);
  return <NoticesContext value={notices}>{children}</NoticesContext>;
}
