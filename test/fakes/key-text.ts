/** The key of a row in memory. Throws where DynamoDB refuses one: a partition key over 2048 bytes, a sort key over 1024. */
export function keyText(partition: string, sort = ''): string {
  if (Buffer.byteLength(`P##deliveries${partition}`) > 2048 || Buffer.byteLength(sort) > 1024)
    throw new Error('ValidationException: the key is too long');
  return JSON.stringify([partition, sort]);
}
