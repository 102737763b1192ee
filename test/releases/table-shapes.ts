import * as z from 'zod';
import { deploymentOf, synthesize } from '../infra/support.ts';
import type { TableShape } from './release-record.ts';

const schema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const properties = z.object({
  KeySchema: schema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: schema,
        Projection: z.object({ ProjectionType: z.string() }),
      }),
    )
    .default([]),
});

function keyOf(names: z.infer<typeof schema>): TableShape['key'] {
  const [partition, sort] = (['HASH', 'RANGE'] as const).map(
    (type) => names.find(({ KeyType }) => KeyType === type)?.AttributeName,
  );
  return { partition: partition ?? '', ...(sort !== undefined && { sort }) };
}

/** The deployed tables with their keys and indexes, from the synthesized template. */
export function tableShapes(): Readonly<Record<string, TableShape>> {
  const { ofType } = synthesize(deploymentOf({}));
  return Object.fromEntries(
    ofType('AWS::DynamoDB::Table').map((table) => {
      const { KeySchema, GlobalSecondaryIndexes: indexes } = properties.parse(table.properties);
      const name = /^(\w+?)Table/.exec(table.id)?.[1] ?? table.id;
      return [
        name,
        {
          key: keyOf(KeySchema),
          indexes: Object.fromEntries(
            indexes.map((index) => [
              index.IndexName,
              { key: keyOf(index.KeySchema), projection: index.Projection.ProjectionType },
            ]),
          ),
        },
      ];
    }),
  );
}
