/**
 * A text of any size on its way through rows and messages: itself while small, otherwise the key of
 * the object that holds it.
 */
export type Payload = { readonly text: string } | { readonly key: string };

/** UTF-8 bytes up to which a payload travels inside its row; three of them fit an item of 400 kB. */
export const inlinePayloadBytes = 64 * 1024;
