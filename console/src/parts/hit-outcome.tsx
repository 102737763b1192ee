import { type Looks, StateWord } from './state-word.tsx';

const looks: Looks = {
  fired: 'success',
  'in-alarm': 'stopped',
  counted: 'stopped',
  disabled: 'stopped',
};

/** What an event did to an alarm whose rule it hit. */
export const HitOutcome = ({ outcome }: { readonly outcome: string }) => (
  <StateWord state={outcome} looks={looks} />
);
