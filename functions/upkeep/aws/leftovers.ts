import {
  DeleteRuleCommand,
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  RemoveTargetsCommand,
  ResourceNotFoundException as RuleNotFound,
} from '@aws-sdk/client-eventbridge';
import {
  DeleteFunctionCommand,
  DeleteLayerVersionCommand,
  type LambdaClient,
  paginateListFunctions,
  paginateListLayerVersions,
  ResourceNotFoundException as FunctionNotFound,
} from '@aws-sdk/client-lambda';
import { DeleteObjectsCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Leftovers } from '../ports.ts';

/** The bus's rules whose names begin with `<prefix>-`, with their targets. */
export const leftoverRules = (
  client: EventBridgeClient,
  bus: string,
  prefix: string,
): Leftovers => ({
  atOnce: 1,
  async list() {
    const names: string[] = [];
    let next: string | undefined;
    do {
      // oxlint-disable-next-line no-await-in-loop -- each page names the next
      const page = await client.send(
        new ListRulesCommand({ EventBusName: bus, NamePrefix: `${prefix}-`, NextToken: next }),
      );
      names.push(...(page.Rules ?? []).flatMap(({ Name: name }) => name ?? []));
      next = page.NextToken;
    } while (next);
    return names;
  },
  remove: each((name) =>
    unlessGone(RuleNotFound, async () => {
      const rule = { EventBusName: bus, Rule: name };
      const { Targets: targets = [] } = await client.send(new ListTargetsByRuleCommand(rule));
      const ids = targets.flatMap(({ Id: id }) => id ?? []);
      if (ids.length > 0) await client.send(new RemoveTargetsCommand({ ...rule, Ids: ids }));
      await client.send(new DeleteRuleCommand({ EventBusName: bus, Name: name }));
    }),
  ),
});

/** The users' Lambda functions, with all versions. */
export const leftoverFunctions = (client: LambdaClient, prefix: string): Leftovers => ({
  atOnce: 1,
  async list() {
    const names: string[] = [];
    for await (const page of paginateListFunctions({ client }, {}))
      names.push(...(page.Functions ?? []).flatMap(({ FunctionName: name }) => name ?? []));
    return names.filter((name) => name.startsWith(`${prefix}-fn-`));
  },
  remove: each((name) =>
    unlessGone(FunctionNotFound, () =>
      client.send(new DeleteFunctionCommand({ FunctionName: name })),
    ),
  ),
});

/** The versions of the runtime layer, which deployments keep for published versions of functions. */
export const leftoverLayers = (client: LambdaClient, prefix: string): Leftovers => {
  const layer = `${prefix}-runtime`;
  return {
    atOnce: 1,
    async list() {
      const versions: string[] = [];
      for await (const page of paginateListLayerVersions({ client }, { LayerName: layer }))
        versions.push(
          ...(page.LayerVersions ?? [])
            .flatMap(({ Version: version }) => version ?? [])
            .map(String),
        );
      return versions;
    },
    remove: each((version) =>
      client.send(
        new DeleteLayerVersionCommand({ LayerName: layer, VersionNumber: Number(version) }),
      ),
    ),
  };
};

/** All objects of the bucket. CloudFormation can only delete an empty bucket. */
export const leftoverObjects = (client: S3Client, bucket: string): Leftovers => ({
  atOnce: 1000,
  async list() {
    const keys: string[] = [];
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket }))
      keys.push(...(page.Contents ?? []).flatMap(({ Key: key }) => key ?? []));
    return keys;
  },
  async remove(keys) {
    const objects = keys.map((Key) => ({ Key }));
    const { Errors: errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
    );
    const [first] = errors;
    if (first) throw new Error(`${errors.length} objects were not deleted: ${first.Code}`);
  },
});

const each =
  (removeOne: (name: string) => Promise<unknown>): Leftovers['remove'] =>
  async (names) => {
    await Promise.all(names.map(removeOne));
  };

async function unlessGone(
  gone: abstract new (...args: never[]) => Error,
  remove: () => Promise<unknown>,
): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof gone)) throw error;
  }
}
