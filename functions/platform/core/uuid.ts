/** Python takes any number of braces; nobody writes more than two. */
const longestSpelling = 64;

/** Whether OpenStack accepts a text as a UUID: 32 hex digits in any spelling that Python reads (`oslo_utils.uuidutils.is_uuid_like`). */
export const isUuidLike = (text: string): boolean =>
  text.length <= longestSpelling &&
  /^[0-9a-f]{32}$/.test(
    text
      .toLowerCase()
      .replace(/^urn:/, '')
      .replace(/^uuid:/, '')
      .replace(/[{}-]/g, ''),
  );
