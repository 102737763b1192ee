import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  deploymentOf,
  everySource,
  existingKeystone,
  type Resource,
  synthesize,
} from './support.ts';

const stateTemplate = z.object({
  Outputs: z.record(z.string(), z.object({ Export: z.object({ Name: z.string() }).optional() })),
});

/** What a deployment in an account leaves behind for the next one with other settings. */
function deployed(settings: object) {
  const deployment = deploymentOf(settings);
  const { resources } = synthesize(deployment);
  const text = JSON.stringify(resources);
  const { app, stateStack } = deployment;
  const { template } = app.synth().getStackArtifact(stateStack.artifactId);
  const outputs = Object.values(stateTemplate.parse(template).Outputs);
  return {
    resources,
    imports: new Set(
      [...text.matchAll(/"Fn::ImportValue":"([^"]+)"/g)].flatMap(([, name]) => name ?? []),
    ),
    exports: new Set(outputs.flatMap(({ Export: exported }) => exported?.Name ?? [])),
  };
}

const user = (name: string) => ({
  name,
  defaultProject: 'shop',
  assignments: [{ project: 'shop', roles: ['member'] }],
});

const settings = {
  'the default': {},
  'two users': { users: [user('ann'), user('bob')] },
  'one user': { users: [user('ann')] },
  'another user': { users: [user('ann'), user('cem')] },
  'an existing Keystone': existingKeystone,
  'every source': everySource,
  'no stored events': { eventStorage: false },
} as const;
const names = [
  'the default',
  'two users',
  'one user',
  'another user',
  'an existing Keystone',
  'every source',
  'no stored events',
] as const;
const after = new Map(names.map((name) => [name, deployed(settings[name])]));
/** Names that AWS gives only once. CloudFormation makes new resources before it deletes old ones. */
const uniqueNames: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Route': 'RouteKey',
  'AWS::Events::EventBus': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SecretsManager::Secret': 'Name',
};
const nameOf = ({ type, properties }: Resource): string => {
  const name: unknown = properties[uniqueNames[type] ?? ''];
  return typeof name === 'string' ? `${type} ${name}` : '';
};

const steps = names.flatMap((from) =>
  names.filter((to) => to !== from).map((to) => [from, to] as const),
);

describe.each(steps)('from %s to %s', (from, to) => {
  test('the state stack keeps every export that the deployed app stack imports', () => {
    const { exports: kept } = after.get(to)!;
    expect([...after.get(from)!.imports].filter((name) => !kept.has(name))).toEqual([]);
  });

  test('no new resource has the name of one that is still there', () => {
    const before = new Map(
      after
        .get(from)!
        .resources.filter((each) => nameOf(each) !== '')
        .map((each) => [nameOf(each), each.id]),
    );
    const clashing = after
      .get(to)!
      .resources.filter((each) => {
        const id = before.get(nameOf(each));
        return id !== undefined && id !== each.id;
      })
      .map(({ id }) => id);
    expect(clashing).toEqual([]);
  });
});

test('imports and names are found at all', () => {
  expect(after.get('the default')!.imports.size).toBeGreaterThan(9);
  expect(after.get('two users')!.resources.map(nameOf)).toContain(
    'AWS::SecretsManager::Secret taibai/password/bob',
  );
});
