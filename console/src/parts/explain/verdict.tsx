import { type Looks, StateWord } from '../state-word.tsx';

const looks: Looks = {
  fires: 'success',
  'no-effect': 'stopped',
  'near-miss': 'warning',
  miss: 'not-started',
  'not-considered': 'not-started',
};

/** What an event does to an alarm, in a word. */
export const Verdict = ({ verdict }: { readonly verdict: string }) => (
  <StateWord state={verdict} looks={looks} />
);
