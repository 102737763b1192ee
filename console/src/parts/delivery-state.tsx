import { type Looks, StateWord } from './state-word.tsx';

const looks: Looks = { pending: 'pending', delivered: 'success', failed: 'error', dead: 'error' };

/** The state of a delivery; without one, it is still in its queue or has expired. */
export const DeliveryState = ({ state }: { readonly state: string | null }) => (
  <StateWord state={state ?? 'in its queue, or expired'} looks={looks} />
);
