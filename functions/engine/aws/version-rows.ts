import type { FunctionVersion } from '../core/function-version.ts';
import type { Row } from '../../platform/aws/dynamo.ts';
import { entityIn } from '../../platform/aws/entity-row.ts';

/** The kind of a version's row. */
export const versionKind = 'version';
export const versionSuffix = `#${versionKind}`;

export const versionPartition = (projectId: string) => `P#${projectId}${versionSuffix}`;

export const versionKey = ({ projectId, functionId, id }: FunctionVersion) => ({
  pk: versionPartition(projectId),
  sk: `${functionId}#${id}`,
});

/** The versions in these rows; rows from before versions could be scaled say nothing of it. */
export const versionsIn = (rows: readonly Row[]): readonly FunctionVersion[] =>
  rows.map(({ removed: _removed, ...row }) => ({
    provisioned: 0,
    provisionPending: false,
    provisionError: null,
    ...entityIn<Omit<FunctionVersion, 'provisioned' | 'provisionPending' | 'provisionError'>>(row),
    id: String(row['sk']).split('#')[1] ?? '',
  }));
