import { expect, test } from 'vitest';
import { brokersOf } from '../../../../functions/events/sources/broker/core/transport-url.ts';

test.each([
  ['rabbit://u:p@host:5672/', ['amqp://u:p@host:5672/%2F']],
  ['rabbit://u:p@host:5672', ['amqp://u:p@host:5672/%2F']],
  ['rabbit://u:p@a:1,u:p@b:2//', ['amqp://u:p@a:1/%2F', 'amqp://u:p@b:2/%2F']],
  ['rabbit://u:p%40@host:5671/cloud?ssl=1', ['amqps://u:p%40@host:5671/cloud']],
  ['amqp://host/my%2Fhost', ['amqp://host/my%2Fhost']],
  ['amqps://u:p@host:5671', ['amqps://u:p@host:5671/%2F']],
])('%s', (url, brokers) => {
  expect(brokersOf(url)).toEqual(brokers);
});

test('an error does not quote the URL, because it holds a password', () => {
  expect(() => brokersOf('http://u:secret@host')).toThrow(
    /^the transport URL must begin with rabbit/,
  );
  expect(() => brokersOf('rabbit://u:secret@host:port')).toThrow(
    /^a host of the transport URL cannot be read$/,
  );
});
