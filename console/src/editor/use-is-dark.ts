import { useSyncExternalStore } from 'react';

const isDark = () => document.body.classList.contains('awsui-dark-mode');

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributeFilter: ['class'] });
  return () => observer.disconnect();
}

/** Whether the page is in dark colours now. */
export const useIsDark = () => useSyncExternalStore(subscribe, isDark);
