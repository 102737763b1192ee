import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { telemetrySignatures } from '../../functions/events/sources/ceilometer/node/telemetry-signatures.ts';
import { writtenShippedDefinitions } from '../../functions/events/sources/ceilometer/core/shipped-definitions.ts';
import { isObject, loads } from '../../functions/platform/core/python-json.ts';
import { binOf } from '../../local/folder.ts';
import { notificationBody } from './support/notification-body.ts';
import { unversionedNotifications } from './support/nova-unversioned.ts';
import { jsonText } from '../events/support/notification-arbitrary.ts';
import {
  askCeilometer,
  type Body,
  converted,
  isError,
  sendersPython,
} from './support/conversion.ts';
import { isInstalled } from './support/oracle.ts';

const seed = 5;

const bodyOf = (notification: (typeof unversionedNotifications)[number]): Body => ({
  ctxt: notification.context,
  publisher_id: notification.publisherId,
  event_type: notification.eventType,
  payload: notification.payload,
  metadata: { message_id: notification.messageId, timestamp: notification.timestamp },
});

describe.skipIf(!isInstalled(sendersPython, '-c', 'import ceilometer'))(
  'compared with Ceilometer',
  () => {
    test('the shipped definitions equal its file', () => {
      const file = join(
        binOf('senders'),
        '../lib',
        pythonFolder(),
        'site-packages/ceilometer/pipeline/data/event_definitions.yaml',
      );
      const theirs: unknown = parse(readFileSync(file, 'utf8'), { version: '1.1', merge: true });
      expect(sorted(writtenShippedDefinitions)).toEqual(sorted(theirs));
    });

    test('one notification of each service, as documented, becomes the same event', async () => {
      const bodies = unversionedNotifications.map(bodyOf);
      const answers = await askCeilometer(
        bodies.map((notification) => ({ notification, definitions: null })),
      );
      expect(answers.filter(isError)).toEqual([]);
      expect(bodies.map((body) => converted(body))).toEqual(answers);
    });

    test('any notification of any shipped definition becomes the same event, field by field', async () => {
      const bodies = fc.sample(notificationBody, { numRuns: 3000, seed }).map(toBody);
      const answers = await askCeilometer(
        bodies.map((notification) => ({ notification, definitions: null })),
      );
      const wrong = bodies.flatMap((body, i) => {
        const expected = answers[i];
        // If a value does not convert, Ceilometer drops the whole event.
        if (isError(expected)) return [];
        const found = converted(body);
        return JSON.stringify(found) === JSON.stringify(expected)
          ? []
          : [{ body, expected, found }];
      });
      expect(wrong.slice(0, 3)).toEqual([]);
      expect(answers.filter((answer) => !isError(answer)).length).toBeGreaterThan(1500);
    });

    test('definitions of a deployment take precedence over the shipped ones, in all forms of the file', async () => {
      const definitions = readFileSync(new URL('own-definitions.yaml', import.meta.url), 'utf8');
      const types = [
        'compute.instance.create.end',
        'my.thing.done',
        'my.thing.failed',
        'my.other',
        'port.create.end',
      ];
      const payloads = [
        {
          a: {
            b: [
              { k: 'x', v: 1 },
              { k: 'y', v: 2 },
            ],
          },
          when: '2026-11-23T03:00:00',
          n: '7',
        },
        {
          a: { b: [] },
          when: '',
          n: 3.9,
          host: 'node-1.example.org',
          state: 'ACTIVE',
          deep: { k: 'z' },
        },
        { a: 'text', list: [[1, 2], 'q'], state: 'unheard', start: '2026-11-23T03:00:00Z' },
        {
          start: '2026-11-23T03:00:00Z',
          end: '2026-11-23T03:01:30.5Z',
          host: 'a/b/c',
          'odd.name': 'o',
        },
      ];
      const bodies = types.flatMap((event_type) =>
        payloads.map(
          (payload): Body => ({
            ctxt: { project_id: 'p1' },
            publisher_id: 'service.host-1',
            event_type,
            payload,
            metadata: { message_id: 'm1', timestamp: '2026-11-23 03:00:00' },
          }),
        ),
      );
      const answers = await askCeilometer(
        bodies.map((notification) => ({ notification, definitions })),
      );
      expect(answers.filter(isError)).toEqual([]);
      expect(bodies.map((body) => converted(body, definitions))).toEqual(answers);
    });

    test('a signature is valid if Ceilometer computes the same', async () => {
      const messages = fc
        .sample(fc.array(jsonText, { maxLength: 4 }), { numRuns: 2000, seed })
        .map(
          (values) =>
            `{"message_id":"m1","event_type":"a","raw":{"b":{},"a":${values[0] ?? 'null'}}${values
              .map((value, i) => `,"f${i}":${value}`)
              .join('')},"traits":[["é",1,${values[1] ?? '"x"'}]]}`,
        );
      const secret = 'shhh';
      const questions = messages.map((text) => `{"secret":"${secret}","message":${text}}`);
      const answers = await askCeilometer(questions, String);
      const signatures = telemetrySignatures(secret);
      const wrong = messages.filter((text, i) => {
        // Ceilometer cannot sign text with lone surrogates.
        if (isError(answers[i])) return false;
        const message = loads(text);
        return (
          !isObject(message) ||
          !signatures.isValid({ ...message, message_signature: String(answers[i]) })
        );
      });
      expect(answers.filter(isError).length).toBeLessThan(answers.length / 4);
      expect(wrong.slice(0, 3)).toEqual([]);
    });
  },
);

const toBody = (members: Readonly<Record<string, unknown>>): Body =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the generator makes
  members as unknown as Body;

const sorted = (definitions: unknown): unknown =>
  Array.isArray(definitions)
    ? definitions.map(
        ({ event_type, traits }: { event_type: string | string[]; traits: unknown }) => ({
          event_type: [event_type].flat().toSorted(),
          traits,
        }),
      )
    : definitions;

const pythonFolder = (): string =>
  readdirSync(join(binOf('senders'), '../lib')).find((name) => name.startsWith('python')) ?? '';
