import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binOf } from '../../local/folder.ts';
import { failures } from '../../local/guide/check.ts';
import { followGuide } from '../../local/guide/follow-guide.ts';
import { run } from '../../local/program.ts';
import { hasRabbitMq, type RabbitMq, rabbitMqNode } from '../../local/rabbitmq.ts';
import { type BridgeProcess, bridgeProcess } from '../events/support/bridge-process.ts';
import { clientsOf, guestOf, localStack } from '../support/local-stack.ts';

const sender = fileURLToPath(new URL('send_by_oslo_messaging.py', import.meta.url));

describe.skipIf(!hasRabbitMq())('the guide with its own sender, through a real RabbitMQ', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guide-rabbitmq-'));
  const conf = join(folder, 'guide.conf');
  let rabbit: RabbitMq;
  let bridge: BridgeProcess;

  beforeAll(async () => {
    rabbit = await rabbitMqNode(folder);
    await rabbit.start();
    writeFileSync(
      conf,
      `[DEFAULT]\ntransport_url = rabbit://guest:guest@127.0.0.1:${rabbit.port}/\n`,
    );
    bridge = bridgeProcess({
      endpoint: localStack.endpoint,
      brokerPort: rabbit.port,
      bus: localStack.output('EventBusName'),
      bucket: localStack.output('BucketName'),
    });
  });
  afterAll(async () => {
    await bridge.stop();
    await rabbit.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('has every expected field', async () => {
    await expect.poll(bridge.output, { timeout: 30_000 }).toContain('connected to the broker');
    const lines: string[] = [];
    const checks = await followGuide({
      url: localStack.url,
      user: guestOf.guideThroughRabbitMq,
      bin: clientsOf('5.1.1'),
      webhookForm: 'webhook create --function $function_id',
      home: mkdtempSync(join(folder, 'home-')),
      print: (line) => lines.push(line),
      async send(projectId) {
        const python = join(binOf('senders'), 'python');
        const { code, stderr } = await run(python, [sender, conf, projectId]);
        if (code !== 0) throw new Error(stderr);
      },
    }).catch((error: unknown) => {
      throw new Error([...lines, bridge.output()].join('\n'), { cause: error });
    });
    expect(failures(checks)).toEqual([]);
    expect(checks.length).toBeGreaterThan(80);
  });
});
