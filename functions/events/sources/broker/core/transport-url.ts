/**
 * The brokers of an oslo.messaging `transport_url` as AMQP URLs, to be tried in turn
 * (`rabbit://user:password@host:5672,user:password@other:5672//vhost?ssl=1`). Plain `amqp://` and
 * `amqps://` URLs are accepted, too. The `SyntaxError` for a bad URL does not quote it, because it holds
 * a password.
 */
export function brokersOf(transportUrl: string): readonly string[] {
  const [, scheme = '', hosts = '', path = '', query = ''] =
    /^([a-z+]+):\/\/([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(transportUrl.trim()) ?? [];
  if (!/^(rabbit|kombu|kombu\+amqp|amqps?)$/.test(scheme))
    throw new SyntaxError('the transport URL must begin with rabbit:// (or amqp://, amqps://)');
  const encrypted = scheme === 'amqps' || /(^|&)ssl=(1|true|yes|on)(&|$)/i.test(query);
  const host = encodeURIComponent(decodeURIComponent(path === '' ? '/' : path));
  const brokers = hosts
    .split(',')
    .map((server) => `${encrypted ? 'amqps' : 'amqp'}://${server.trim()}/${host}`);
  if (!brokers.every((broker) => URL.canParse(broker)))
    throw new SyntaxError('a host of the transport URL cannot be read');
  return brokers;
}
