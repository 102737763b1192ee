import type { FunctionKey } from './core/functions/function.ts';

/** Where a secret belongs: under its name, in the rows of a function and its versions. */
export interface SecretPlace extends FunctionKey {
  readonly name: string;
}

/** Encrypts the secrets of functions for their rows. */
export interface SecretBox {
  seal(place: SecretPlace, value: string): Promise<string>;
  /** Undefined if it was not sealed for this place by this key. */
  open(place: SecretPlace, sealed: string): Promise<string | undefined>;
}

/** A token for a run of a function, or why there is none. */
export type FunctionToken =
  | { readonly token: string; readonly authUrl: string }
  | { readonly refused: string };

/** Gets tokens by the application credentials in the rows of functions and versions. */
export interface FunctionTokens {
  /**
   * A token that is valid for the function's time-out, unless its credential expires before. Throws
   * `unavailable` during an outage of the identity service.
   */
  token(
    fn: FunctionKey,
    credential: { readonly id: string; readonly sealed: string },
    timeoutSeconds: number,
  ): Promise<FunctionToken>;
}
