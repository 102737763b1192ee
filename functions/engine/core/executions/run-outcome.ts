import type { Envelope } from '../../../contract/envelope.ts';

/** What became of a run that Lambda was asked for. */
export type RunOutcome =
  | { readonly kind: 'answered'; readonly envelope: Envelope }
  /** Lambda ended the run: it timed out, ran out of memory, or its process died. */
  | {
      readonly kind: 'ended';
      readonly reason: 'time-out' | 'out-of-memory' | 'crash';
      readonly detail: string;
    }
  /** The answer was not an envelope of this execution, or was too large. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** Lambda did not start the run (throttled, function pending or missing). It may be tried again. */
  | { readonly kind: 'not-begun'; readonly detail: string }
  /** It can never start: the input is too large for Lambda, or the image is not built on ours. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** No answer came. The code may have run, or be running still, so it is not run again. */
  | { readonly kind: 'lost'; readonly detail: string };
