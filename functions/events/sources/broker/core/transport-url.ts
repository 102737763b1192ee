/** One broker to try, as a plain AMQP URL. */
export type BrokerUrl = string;

/**
 * The brokers of an oslo.messaging `transport_url`
 * (`rabbit://user:password@host:5672,user:password@other:5672//vhost?ssl=1`), to be tried in turn; plain
 * `amqp://` and `amqps://` URLs are taken too. Throws `SyntaxError`, without quoting the URL, which holds a password.
 */
export function brokersOf(transportUrl: string): readonly BrokerUrl[] {
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
