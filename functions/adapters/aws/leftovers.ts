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
import type { Leftovers } from '../../ports/removal.ts';

/** Rules on the bus whose names begin with `<prefix>-`, with their targets. */
export const leftoverRules = (
  client: EventBridgeClient,
  bus: string,
  prefix: string,
): Leftovers => ({
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
  async remove(name) {
    await unlessGone(RuleNotFound, async () => {
      const rule = { EventBusName: bus, Rule: name };
      const { Targets: targets = [] } = await client.send(new ListTargetsByRuleCommand(rule));
      const ids = targets.flatMap(({ Id: id }) => id ?? []);
      if (ids.length > 0) await client.send(new RemoveTargetsCommand({ ...rule, Ids: ids }));
      await client.send(new DeleteRuleCommand({ EventBusName: bus, Name: name }));
    });
  },
});

/** Users' Lambda functions, each with all its versions. */
export const leftoverFunctions = (client: LambdaClient, prefix: string): Leftovers => ({
  async list() {
    const names: string[] = [];
    for await (const page of paginateListFunctions({ client }, {}))
      names.push(...(page.Functions ?? []).flatMap(({ FunctionName: name }) => name ?? []));
    return names.filter((name) => name.startsWith(`${prefix}-fn-`));
  },
  async remove(name) {
    await unlessGone(FunctionNotFound, () =>
      client.send(new DeleteFunctionCommand({ FunctionName: name })),
    );
  },
});

/** Versions of the runtime layer that earlier deployments left for published versions of functions. */
export const leftoverLayers = (client: LambdaClient, prefix: string): Leftovers => {
  const layer = `${prefix}-runtime`;
  return {
    async list() {
      const versions: string[] = [];
      for await (const page of paginateListLayerVersions({ client }, { LayerName: layer }))
        versions.push(
          ...(page.LayerVersions ?? []).flatMap(({ Version: version }) => String(version ?? '')),
        );
      return versions.filter((version) => version !== '');
    },
    async remove(version) {
      await client.send(
        new DeleteLayerVersionCommand({ LayerName: layer, VersionNumber: Number(version) }),
      );
    },
  };
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
