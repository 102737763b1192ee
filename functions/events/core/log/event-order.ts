import { byCodePoint } from '../../../platform/core/python-json.ts';
import type { LoggedEvent } from './logged-event.ts';

export const sortKeys = ['message_id', 'generated'] as const;
export type SortKey = (typeof sortKeys)[number];

/** The order of a list: its first key, and the direction of both. */
export interface EventOrder {
  readonly first: SortKey;
  readonly descending: Readonly<Record<SortKey, boolean>>;
}

/** What is not named follows the direction of what is, so that a list is the exact reverse of another. */
export function eventOrder(
  orderings: readonly { readonly key: SortKey; readonly descending: boolean }[],
): EventOrder {
  const first = orderings[0] ?? { key: 'generated', descending: false };
  const of = (key: SortKey) =>
    orderings.find((ordering) => ordering.key === key)?.descending ?? first.descending;
  return {
    first: first.key,
    descending: { generated: of('generated'), message_id: of('message_id') },
  };
}

export type SortPlace = Pick<LoggedEvent, 'generated' | 'messageId'>;

/** Negative if `left` comes before `right`; zero for acceptances of one event. */
export function inOrder(
  { first, descending }: EventOrder,
  left: SortPlace,
  right: SortPlace,
): number {
  const generated = (descending.generated ? -1 : 1) * byCodePoint(left.generated, right.generated);
  const messageId = (descending.message_id ? -1 : 1) * byCodePoint(left.messageId, right.messageId);
  return first === 'generated' ? generated || messageId : messageId || generated;
}

/** Whether the index has this order, forwards or backwards. */
export const isIndexOrder = ({ first, descending }: EventOrder): boolean =>
  first === 'generated' && descending.generated === descending.message_id;
