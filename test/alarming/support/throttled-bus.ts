import { createServer } from 'node:http';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { onTestFinished } from 'vitest';
import { listen } from '../../support/listen.ts';

interface BusRule {
  readonly Name: string;
  readonly EventPattern?: string;
  readonly State?: string;
  readonly Description?: string;
}

type Input = { readonly Rule?: string; readonly Targets?: unknown } & BusRule;

const refusal = (type: string) => ({ status: 400, body: { __type: type, message: type } });

/** What AWS allows, in the service's terms. */
export interface BusQuotas {
  readonly rules: number;
  /** Calls in a second, of which as many may come at once. */
  readonly callsPerSecond: number;
}

/**
 * A bus that speaks EventBridge's protocol and keeps AWS's quotas: beyond so many calls a second it throttles,
 * beyond so many rules it takes no more.
 */
export async function throttledBus({ rules: quota, callsPerSecond }: BusQuotas) {
  const rules = new Map<string, BusRule>();
  const targeted = new Set<string>();
  const counted = { throttled: 0 };
  let [tokens, filled] = [callsPerSecond, performance.now()];

  const taken = (): boolean => {
    const now = performance.now();
    tokens = Math.min(callsPerSecond, tokens + ((now - filled) / 1000) * callsPerSecond);
    filled = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
  const answer = (operation: string, input: Input) => {
    if (!taken()) {
      counted.throttled += 1;
      return refusal('ThrottlingException');
    }
    if (operation === 'PutRule') {
      if (!rules.has(input.Name) && rules.size >= quota) return refusal('LimitExceededException');
      rules.set(input.Name, input);
      return { status: 200, body: { RuleArn: `arn:${input.Name}` } };
    }
    if (operation === 'PutTargets') {
      targeted.add(input.Rule ?? '');
      return { status: 200, body: { FailedEntryCount: 0, FailedEntries: [] } };
    }
    return { status: 200, body: { Rules: [...rules.values()] } };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const { status, body } = answer(operation, JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    });
  });
  const port = await listen(server);
  const client = new EventBridgeClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return { client, counted, names: () => [...rules.keys()], targeted };
}
