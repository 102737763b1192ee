import { createSocket, type Socket } from 'node:dgram';
import { afterEach, describe, expect, test } from 'vitest';
import { resolveName } from '../../../functions/platform/node/resolve-name.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

type Records = { readonly 1?: readonly number[]; readonly 28?: readonly number[] };

/** A name server on loopback. It answers every query with at most one A (1) and one AAAA (28) record. */
async function nameServer(records: Records): Promise<string> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.on('message', (query, from) => {
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const type = question.readUInt16BE(question.length - 4);
    const data = type === 1 ? records[1] : records[28];
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE((records[1] ?? records[28]) ? 0x8180 : 0x8183, 2);
    header.writeUInt16BE(data ? 1 : 0, 6);
    header.writeUInt32BE(0, 8);
    const answer = data ? [0xc0, 0x0c, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length, ...data] : [];
    socket.send(Buffer.concat([header, question, Buffer.from(answer)]), from.port, from.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return `127.0.0.1:${socket.address().port}`;
}

const ipv6 = [0x26, 0x06, ...Array.from({ length: 13 }, () => 0), 1];

describe('the addresses of a name', () => {
  test('include both families, IPv4 first', async () => {
    const resolve = resolveName([await nameServer({ 1: [8, 8, 4, 4], 28: ipv6 })]);
    expect(await resolve('both.example')).toEqual([
      { address: '8.8.4.4', family: 4 },
      { address: '2606::1', family: 6 },
    ]);
  });

  test('can be of one family only', async () => {
    const resolve = resolveName([await nameServer({ 28: ipv6 })]);
    expect(await resolve('six.example')).toEqual([{ address: '2606::1', family: 6 }]);
  });

  test('are an error with a code if there is no such name', async () => {
    const resolve = resolveName([await nameServer({})]);
    await expect(resolve('none.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  test.each(['localhost', 'LOCALHOST.', 'a.localhost'])(
    'of %s are loopback addresses, without a query',
    async (name) => {
      expect(await resolveName(['127.0.0.1:9'])(name)).toEqual([
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]);
    },
  );
});
