/**
 * The beginning of the window that a time is in. Windows are counted from 1970, so those of a week begin on
 * Thursdays (`carbonara.round_timestamp`). Remainders are exact where a quotient of this size is rounded.
 */
export const windowStart = (time: number, span: number): number => {
  const rest = time % span;
  return rest < 0 ? time - rest - span : time - rest;
};
