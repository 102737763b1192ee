/** A text of any size in a row or message: the text itself if it is small, otherwise the key of its object. */
export type Payload = { readonly text: string } | { readonly key: string };

/** UTF-8 bytes up to which a payload is stored inline. Three of that size fit into an item of 400 kB. */
export const inlinePayloadBytes = 64 * 1024;
