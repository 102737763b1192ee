import type { QinlingFunction } from '../../api/engine/functions.ts';
import type { Draft } from './draft.ts';

export type ShownFunction = QinlingFunction & {
  readonly code: { readonly source: string; readonly image?: string | null | undefined };
};

/** What every tab of a function is given. The draft outlives a change of tabs. */
export interface FunctionTabProps {
  readonly fn: ShownFunction;
  readonly draft: Draft | undefined;
  readonly onDraft: (draft: Draft | undefined) => void;
}
