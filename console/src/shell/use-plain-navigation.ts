import { useEffect } from 'react';

/**
 * Takes `aria-orientation` from navigation landmarks: the narrow layout of Cloudscape sets it, and the role
 * does not have it.
 */
export function usePlainNavigation(): void {
  useEffect(() => {
    const mend = () => {
      for (const nav of document.querySelectorAll('nav[aria-orientation]'))
        nav.removeAttribute('aria-orientation');
    };
    mend();
    const observer = new MutationObserver(mend);
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributeFilter: ['aria-orientation'],
    });
    return () => observer.disconnect();
  }, []);
}
