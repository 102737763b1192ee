import { type Looks, StateWord } from './state-word.tsx';

const looks: Looks = { ok: 'success', alarm: 'warning', 'insufficient data': 'pending' };

/** The state of an alarm, in Aodh's word. */
export const AlarmState = ({ state }: { readonly state: string }) => (
  <StateWord state={state} looks={looks} />
);
