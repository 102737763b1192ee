import { useBlocker } from '@tanstack/react-router';

/** Asks before a screen is left whose changes are not saved. */
export function useUnsavedWarning(unsaved: boolean): void {
  useBlocker({
    disabled: !unsaved,
    enableBeforeUnload: unsaved,
    shouldBlockFn: ({ current, next }) =>
      current.pathname !== next.pathname &&
      // oxlint-disable-next-line no-alert -- the browser's own question, as on closing the tab
      !window.confirm('Your changes of the code are not saved. Leave without them?'),
  });
}
