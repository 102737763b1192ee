import type { EventFilters } from '../search.ts';
import { NewReplay } from './new-replay.tsx';
import { ReplayProgress } from './replay-progress.tsx';
import './replay.css';

interface ReplayDialogProps {
  /** The replay that is shown; `new` for one that is to begin. */
  readonly replay: string;
  readonly filters: EventFilters;
  readonly onShow: (replay: string | undefined) => void;
}

/** Begins a replay of what the list is filtered by, or shows how far one has come. */
export const ReplayDialog = ({ replay, filters, onShow }: ReplayDialogProps) =>
  replay === 'new' ? (
    <NewReplay filters={filters} onBegun={onShow} onClose={() => onShow(undefined)} />
  ) : (
    <ReplayProgress key={replay} id={replay} onClose={() => onShow(undefined)} />
  );
