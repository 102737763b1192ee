/** The kind of a function's row. */
export const functionKind = 'function';

export const functionPartition = (projectId: string) => `P#${projectId}#${functionKind}`;

export const functionKey = (projectId: string, id: string) => ({
  pk: functionPartition(projectId),
  sk: id,
});

/** Executions of a function or version are counted beside it, so that counting never conflicts with a change. */
export const counterKey = (projectId: string, id: string) => ({
  pk: `P#${projectId}#count`,
  sk: id,
});
