/** Whether a text could be the id of a user, project or application credential: 32 hexadecimal digits, as Keystone's. */
export const isIdentifier = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/** An id in Keystone's form, from a UUID. */
export const identifierOf = (uuid: string): string => uuid.replaceAll('-', '');

/** Whether a text could be a name: 1 to 255 characters, none of them half a surrogate pair. */
export const isName = (text: string): boolean =>
  text.length > 0 && text.length <= 255 && !/\p{Surrogate}/u.test(text);
