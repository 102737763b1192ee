import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bridgeEnvironment } from '../../../functions/contract/bridge-environment.ts';
import { definitionsOfYaml } from '../../../functions/events/sources/ceilometer/node/event-definitions.ts';
import { brokersOf } from '../../../functions/events/sources/broker/core/transport-url.ts';
import { eventOfCloudEvent } from '../../../functions/events/sources/cloud-event/core/cloud-event.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { parseSettings } from '../../../infra/settings.ts';

const text = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, code = '']) => ({
  language,
  code,
}));
const holding = (language: string, part: string): string => {
  const block = blocks.find((each) => each.language === language && each.code.includes(part));
  if (!block) throw new Error(`docs/events.md shows no ${language} with ${part}`);
  return block.code;
};

describe('the examples in docs/events.md', () => {
  test('the settings are valid', () => {
    for (const part of ['messageBroker', 'accountEvents']) {
      const settings = holding('json', part)
        .replaceAll('…', 'x')
        .replaceAll(/<[^>]*>/g, 'p1');
      expect(parseSettings(settings, 'docs')).toHaveProperty(part);
    }
  });

  test('the event definitions are valid', () => {
    expect(definitionsOfYaml(holding('yaml', 'rating.*'))).toHaveLength(1);
  });

  test('the pipeline publishes to our ingest', () => {
    expect(parse(holding('yaml', 'event_sink')).sinks[0].publishers).toEqual([
      'https://ID:SECRET@taibai.example.org/events?timeout=20&max_retries=2',
    ]);
  });

  test('the transport URL is valid, and the table lists all variables of the bridge', () => {
    const [, url = ''] = /BRIDGE_TRANSPORT_URL=(\S+)/.exec(holding('sh', 'npm run bridge')) ?? [];
    expect(brokersOf(url)).toEqual(['amqp://stackrabbit:password@controller:5672/%2F']);
    const variables = Object.keys(bridgeEnvironment.shape).filter(
      (name) => !name.endsWith('URL_FILE'),
    );
    expect(variables.filter((name) => !text.includes(name))).toEqual([]);
  });

  test('the CloudEvent is valid', () => {
    const [, body = ''] =
      /<<JSON\n([\s\S]*?)\nJSON\n/.exec(holding('sh', 'cloudevents+json')) ?? [];
    expect(eventOfCloudEvent(loads(body))).toMatchObject({ event_type: 'order.paid' });
  });
});

test('the bridge only needs a bus and a bucket', () => {
  const { BRIDGE_BINDINGS: bindings, BRIDGE_QUEUE: queue } = bridgeEnvironment.parse({
    EVENT_BUS: 'b',
    BUCKET: 'c',
  });
  expect(queue).toBe('taibai');
  expect(bindings).toContainEqual({ exchange: 'openstack', routingKey: 'alarm.all.sample' });
  expect(bindings).toContainEqual({ exchange: 'nova', routingKey: 'notifications.info' });
});
