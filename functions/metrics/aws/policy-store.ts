import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { transact, writesIf } from '../../platform/aws/conditional-write.ts';
import { entityOf, queryAll, type Row } from '../../platform/aws/dynamo.ts';
import { type RowKey, rowReader } from '../../platform/aws/row-reader.ts';
import type { ArchivePolicy, ArchivePolicyRule } from '../core/archive-policy.ts';
import { defaultPolicies, defaultRules } from '../core/default-policies.ts';
import type { PolicyStore } from '../ports.ts';
import {
  policyKey,
  policyPartition,
  policyUsePartition,
  ruleKey,
  seededKey,
} from './index-keys.ts';
import { type RemovalMarks, removalMarks } from './removal-marks.ts';
import { addKey } from './rows.ts';

const [policyKind, ruleKind] = ['policy', 'rule'];

const policyRow = (policy: ArchivePolicy): Row => ({
  ...policyKey(policy.name),
  v: 1,
  kind: policyKind,
  policy,
});
const ruleRow = (rule: ArchivePolicyRule): Row => ({
  ...ruleKey(rule.name),
  v: 1,
  kind: ruleKind,
  rule,
});
const policyOf = (row: Row): ArchivePolicy => entityOf<{ policy: ArchivePolicy }>(row).policy;
const ruleOf = (row: Row): ArchivePolicyRule => entityOf<{ rule: ArchivePolicyRule }>(row).rule;

/** Policies and rules, all in one partition: there are few, and any deployment has the same number of reads. */
export function dynamoPolicyStore(
  client: DynamoDBDocumentClient,
  table: string,
  marks: RemovalMarks = removalMarks(client, table),
): PolicyStore {
  const read = rowReader(client, table);
  const add = (row: Row): Promise<boolean> =>
    writesIf(() =>
      client.send(
        new PutCommand({
          TableName: table,
          Item: row,
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );

  let seeded = false;
  /** Writes what Gnocchi has from the beginning, once in a deployment, so that it can also be deleted. */
  async function seed(): Promise<void> {
    if (!seeded && (await read(seededKey)) === undefined) {
      const rows = [...defaultPolicies.map(policyRow), ...defaultRules.map(ruleRow)];
      await Promise.all(rows.map(add));
      await addKey(client, table, seededKey);
    }
    seeded = true;
  }

  async function ofKind(kind: string | undefined): Promise<readonly Row[]> {
    await seed();
    const rows = await queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': policyPartition },
    });
    return rows.filter((row) => row['kind'] === kind);
  }
  async function one(key: RowKey): Promise<Row | undefined> {
    await seed();
    return read(key);
  }
  const isNamedByRule = async (name: string): Promise<boolean> =>
    (await ofKind(ruleKind)).some((row) => ruleOf(row).policyName === name);

  return {
    async get(name) {
      const row = await one(policyKey(name));
      return row && policyOf(row);
    },

    async list() {
      return (await ofKind(policyKind)).map(policyOf);
    },

    async create(policy) {
      await seed();
      return (await add(policyRow(policy))) ? 'created' : 'exists';
    },

    async replace(next, seen) {
      // An update, not a put, so that the mark of a removal at the same time stays.
      const update = new UpdateCommand({
        TableName: table,
        Key: policyKey(next.name),
        UpdateExpression: 'SET policy = :next',
        ConditionExpression: 'policy = :seen',
        ExpressionAttributeValues: { ':seen': seen, ':next': next },
      });
      return (await writesIf(() => client.send(update))) ? 'stored' : 'stale';
    },

    async remove(name) {
      await seed();
      return marks.remove(policyKey(name), async () => {
        return (await isNamedByRule(name)) || (await marks.isAny(policyUsePartition(name)));
      });
    },

    async getRule(name) {
      const row = await one(ruleKey(name));
      return row && ruleOf(row);
    },

    async listRules() {
      return (await ofKind(ruleKind)).map(ruleOf);
    },

    async createRule(rule) {
      if ((await one(policyKey(rule.policyName))) === undefined) return 'policy-missing';
      if (!(await add(ruleRow(rule)))) return 'exists';
      if (await marks.stays(policyKey(rule.policyName))) return 'created';
      await client.send(new DeleteCommand({ TableName: table, Key: ruleKey(rule.name) }));
      return 'policy-missing';
    },

    async renameRule(rule, name) {
      const outcome = await transact(client, [
        {
          Delete: {
            TableName: table,
            Key: ruleKey(rule.name),
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
        {
          Put: {
            TableName: table,
            Item: ruleRow({ ...rule, name }),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ]);
      if (outcome.kind === 'committed') return 'renamed';
      return outcome.at.includes(0) ? 'missing' : 'exists';
    },

    async removeRule(name) {
      await seed();
      const remove = new DeleteCommand({
        TableName: table,
        Key: ruleKey(name),
        ConditionExpression: 'attribute_exists(pk)',
      });
      return (await writesIf(() => client.send(remove))) ? 'removed' : 'missing';
    },
  };
}
