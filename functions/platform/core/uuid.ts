/** What OpenStack takes for a UUID: 32 hex digits in any of Python's spellings (`oslo_utils.uuidutils.is_uuid_like`). */
export const isUuidLike = (text: string): boolean =>
  /^[0-9a-f]{32}$/.test(
    text
      .toLowerCase()
      .replace(/^urn:/, '')
      .replace(/^uuid:/, '')
      .replace(/[{}-]/g, ''),
  );
