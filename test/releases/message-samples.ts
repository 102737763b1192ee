import { envelope } from '../../functions/contract/envelope.ts';
import {
  archiveMessage,
  deliveryMessage,
  executionMessage,
  hitMessage,
  provisioningMessage,
} from '../../functions/contract/message.ts';

/** The schema of each kind of message and answer that may be under way during a deployment. */
export const messageSchemas = {
  hit: hitMessage,
  archive: archiveMessage,
  'recorded execution': executionMessage,
  'webhook execution': executionMessage,
  'job execution': executionMessage,
  delivery: deliveryMessage,
  provisioning: provisioningMessage,
  answer: envelope,
} as const;

/** One of each kind, as this release sends it. */
export const messageSamples: Readonly<Record<keyof typeof messageSchemas, unknown>> = {
  hit: {
    v: 1,
    rule: 'alarm',
    time: '2026-11-23T08:00:00Z',
    event: {
      v: 1,
      acceptance: 'acceptance',
      at: '2026-11-23T08:00:00.000000Z',
      id: 'm1',
      type: 'compute.instance.update',
      tail: 'compute.instance.update',
      length: 23,
      project: 'p1',
      shares: ['shared'],
      generated: { s: '2026-11-23T08:00:00', o: 1, t: 1_795_420_800 },
      traits: { name: { s: 'vm', o: 1 }, memory_mb: { n: 512 }, exact: { n: [1, 2], x: '1.5' } },
      body: '{"message_id": "m1"}',
    },
  },
  archive: {
    time: '2026-11-23T08:00:00Z',
    detail: {
      v: 1,
      acceptance: 'acceptance',
      at: '2026-11-23T08:00:00.000000Z',
      id: 'm1',
      type: 'compute.instance.update',
      tail: 'compute.instance.update',
      length: 23,
      project: 'p1',
      traits: {},
      replay: { id: 'r1', of: 'a1', root: 'a1' },
      body: '{"message_id": "m1"}',
    },
  },
  'recorded execution': { v: 1, kind: 'recorded', projectId: 'p1', executionId: 'e1' },
  'webhook execution': {
    v: 1,
    kind: 'webhook',
    projectId: 'p1',
    webhookId: 'w1',
    executionId: 'e1',
    input: { text: '{}' },
    cause: { alarmId: 'a1', transitionId: 't1', messageId: 'm1', acceptanceId: 'acceptance' },
  },
  'job execution': {
    v: 1,
    kind: 'job',
    projectId: 'p1',
    jobId: 'j1',
    dueAt: '2026-11-23T08:00:00.000000Z',
    executionId: 'e1',
  },
  delivery: {
    v: 1,
    projectId: 'p1',
    alarmId: 'a1',
    firingId: 'f1',
    body: { key: 'payloads/firings/p1/f1/body' },
    actions: [{ position: 0, url: 'http://receiver.example/' }],
    attempt: 1,
    cause: { alarmId: 'a1', transitionId: 't1', messageId: 'm1', acceptanceId: 'acceptance' },
  },
  provisioning: { v: 1, projectId: 'p1', functionId: 'f1' },
  answer: {
    v: 1,
    execution_id: 'e1',
    status: 'success',
    output: '"Hello"',
    duration: 0.084,
    log: 'hi\n',
    environment: '0123456789abcdef',
  },
};
