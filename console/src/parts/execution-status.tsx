import { type Looks, StateWord } from './state-word.tsx';

const looks: Looks = {
  success: 'success',
  running: 'in-progress',
  pending: 'pending',
  paused: 'stopped',
  cancelled: 'stopped',
  error: 'error',
  failed: 'error',
};

export const ExecutionStatus = ({ status }: { readonly status: string }) => (
  <StateWord state={status} looks={looks} />
);
