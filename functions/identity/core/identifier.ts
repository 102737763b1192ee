/** Whether a text has the form of a user, project or credential id: 32 hexadecimal digits, as in Keystone. */
export const isIdentifier = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/** Turns a UUID into an id of Keystone's form. */
export const identifierOf = (uuid: string): string => uuid.replaceAll('-', '');

/** Whether a text may be a name: 1 to 255 characters and no lone surrogates. */
export const isName = (text: string): boolean =>
  text.length > 0 && text.length <= 255 && !/\p{Surrogate}/u.test(text);
