// Control characters, and those that turn the direction of text: they would let an event's text look
// like something else.
const unseen =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text of an event as it is shown: what cannot be seen is written as `\u202e`. */
export const visibleText = (text: string): string =>
  text.replace(unseen, (hidden) => `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`);
