import { type Looks, StateWord } from '../../parts/state-word.tsx';

const looks: Looks = { running: 'success', paused: 'stopped', cancelled: 'stopped', done: 'info' };

/** A job that is `running` is due some time, as Qinling says it. */
export const JobStatus = ({ status }: { readonly status: string }) => (
  <StateWord state={status} looks={looks} />
);
