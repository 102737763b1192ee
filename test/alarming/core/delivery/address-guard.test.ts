import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressRefusal,
  networksOf,
} from '../../../../functions/alarming/core/delivery/address-guard.ts';
import { deliveryTarget } from '../../../../functions/alarming/core/delivery/delivery-target.ts';

const nothing = networksOf('');

/** Hosts in the spellings that an attacker would try. */
const refused: readonly string[] = [
  // loopback, in every spelling that some client accepts as an address
  '127.0.0.1',
  '127.0.0.1.',
  '127.255.255.254',
  '127.1',
  '127.0.1',
  '0177.0.0.1',
  '00000177.1',
  '0x7f.0.0.1',
  '0x7f000001',
  '0X7F.1',
  '2130706433',
  '017700000001',
  '%31%32%37.0.0.1',
  '１２７.0.0.1',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1]',
  // unspecified
  '0',
  '0.0.0.0',
  '0.1.2.3',
  '[::]',
  '[::ffff:0.0.0.0]',
  // private
  '10.0.0.1',
  '10.1',
  '012.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '0xc0a80101',
  '[::ffff:10.0.0.1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  // link-local, including the metadata service
  '169.254.169.254',
  '169.254.170.2',
  '0xa9fea9fe',
  '2852039166',
  '0251.0376.0251.0376',
  '[::ffff:169.254.169.254]',
  '[fe80::1]',
  '[fe80::1%25eth0]',
  '[fe80::1%eth0]',
  // carrier-grade NAT
  '100.64.0.1',
  '100.127.255.255',
  // multicast, broadcast, reserved
  '224.0.0.1',
  '239.255.255.250',
  '255.255.255.255',
  '240.0.0.1',
  '192.0.0.8',
  '192.88.99.1',
  '198.18.0.1',
  '[ff02::1]',
  '[fec0::1]',
  '[100::1]',
  '[4000::1]',
  '[5f00::1]',
  // documentation
  '192.0.2.1',
  '198.51.100.1',
  '203.0.113.1',
  '[2001:db8::1]',
  '[3fff::1]',
  // IPv4 in IPv6: NAT64, its local form, 6to4, Teredo, SIIT
  '[64:ff9b::10.0.0.1]',
  '[64:ff9b::8.8.8.8]',
  '[64:ff9b:1::a00:1]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::1]',
  '[2001:0:7f00:1::]',
  '[::ffff:0:127.0.0.1]',
  // not a host
  '256.1.1.1',
  '1.2.3.4.5',
  '08.0.0.1',
  '[::1].',
  '[::1',
  '127.0.0.1%00.example.com',
  'a.0x10',
];

describe('the addresses that alarm actions may reach', () => {
  test.each(refused)('http://%s/ is refused without a look-up', (host) => {
    expect(deliveryTarget(`http://${host}/`, nothing).kind).toBe('refused');
  });

  test.each([
    'http://user:word@127.0.0.1/',
    String.raw`http://127.0.0.1\@example.com/`,
    'http:127.0.0.1/',
    'http:///127.0.0.1/',
    'HTTPS://127.0.0.1:8443/',
    'http://example.com@127.1/',
  ])('%s does not hide its address', (url) => {
    expect(deliveryTarget(url, nothing).kind).toBe('refused');
  });

  test.each([
    '',
    'nonsense',
    '//example.com',
    'ftp://example.com/',
    'file:///etc/passwd',
    'http://',
  ])('"%s" is refused', (url) => {
    expect(deliveryTarget(url, nothing).kind).toBe('refused');
  });

  test.each([
    ['8.8.8.8', '8.8.8.8'],
    ['134744072', '8.8.8.8'],
    ['172.32.0.1', '172.32.0.1'],
    ['100.128.0.1', '100.128.0.1'],
    ['[2606:4700::1111]', '2606:4700::1111'],
    ['[::ffff:8.8.8.8]', '::ffff:808:808'],
  ])('http://%s/ is a public address', (host, address) => {
    expect(deliveryTarget(`http://${host}/`, nothing)).toMatchObject({ kind: 'address', address });
  });

  test.each(['localhost', 'example.com', '127.0.0.1.nip.io', 'a-1.2.3.example'])(
    '%s is a name, whose addresses are checked once they are resolved',
    (host) => {
      expect(deliveryTarget(`http://${host}/`, nothing)).toMatchObject({
        kind: 'name',
        name: host,
      });
    },
  );

  test('an allowed network allows exactly its addresses, including their IPv4-mapped form', () => {
    const loopback = networksOf('127.0.0.0/8, ::1/128');
    expect(addressRefusal('127.0.0.1', loopback)).toBeUndefined();
    expect(addressRefusal('::ffff:127.0.0.1', loopback)).toBeUndefined();
    expect(addressRefusal('::1', loopback)).toBeUndefined();
    expect(addressRefusal('10.0.0.1', loopback)).toBeDefined();
    expect(addressRefusal('fe80::1', loopback)).toBeDefined();
    expect(addressRefusal('64:ff9b::7f00:1', loopback)).toBeDefined();
  });

  test('a list of networks with a mistake in it is refused', () => {
    expect(() => networksOf('127.0.0.0/8,10.0.0.0')).toThrow(/CIDR/);
  });

  test.each(['127.1', '0177.0.0.1', 'fe80::1%eth0', 'example.com', '', '08.8.8.8'])(
    '"%s" from a resolver is not an address',
    (text) => {
      expect(addressRefusal(text, networksOf('0.0.0.0/0,::/0'))).toBe(
        'not an address in its usual form',
      );
    },
  );

  test('an IPv4 address that is refused in one spelling is refused in all', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const octets = address.split('.').map(Number);
        const number = octets.reduce((all, octet) => all * 256 + octet, 0);
        const verdict = deliveryTarget(`http://${address}/`, nothing).kind;
        for (const spelling of [
          String(number),
          `0x${number.toString(16)}`,
          octets.map((octet) => `0${octet.toString(8)}`).join('.'),
          `${address}.`,
          `[::ffff:${address}]`,
        ])
          expect(deliveryTarget(`http://${spelling}/`, nothing).kind).toBe(verdict);
      }),
    );
  });

  test('any text is either allowed or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.ipV6()), (text) => {
        expect(() => deliveryTarget(text, nothing)).not.toThrow();
        expect(() => addressRefusal(text, nothing)).not.toThrow();
      }),
    );
  });
});
