import type { CountedFunction } from '../app/functions/read-functions.ts';
import type { ReadExecution } from '../app/executions/read-executions.ts';
import type { CountedVersion } from '../app/versions/versions.ts';
import type { FunctionAlias } from '../core/versions/function-alias.ts';
import type { Code } from '../core/functions/function.ts';
import type { Runtime } from '../core/functions/runtime.ts';
import type { Webhook } from '../core/webhooks/webhook.ts';
import type { Job } from '../core/jobs/job.ts';
import type { Cause } from '../../contract/message.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { dumps } from '../../platform/core/python-json.ts';
import type { Worker } from '../core/versions/worker.ts';

const timestamp = (instant: Instant): string => `${instant.slice(0, 19)}Z`;

const times = (entity: { readonly createdAt: Instant; readonly updatedAt: Instant | null }) => ({
  created_at: timestamp(entity.createdAt),
  updated_at: entity.updatedAt && timestamp(entity.updatedAt),
});

export const runtimeView = (runtime: Runtime) => ({
  id: runtime.id,
  name: runtime.name,
  image: runtime.image,
  description: runtime.description,
  is_public: runtime.isPublic,
  trusted: runtime.trusted,
  status: runtime.status,
  project_id: runtime.projectId,
  ...times(runtime),
});

export const functionView = ({ fn, count }: CountedFunction) => ({
  id: fn.id,
  name: fn.name,
  description: fn.description,
  cpu: fn.cpu,
  memory_size: fn.memorySize,
  timeout: fn.timeoutSeconds,
  runtime_id: fn.runtimeId,
  code: codeView(fn.code),
  entry: fn.entry,
  count,
  latest_version: fn.latestVersion,
  project_id: fn.projectId,
  ...times(fn),
});

/** In lists the code is JSON text, not an object: a quirk of the original. */
export const listedFunctionView = (counted: CountedFunction) => ({
  ...functionView(counted),
  code: dumps(codeView(counted.fn.code)),
});

function codeView(code: Code) {
  if (code.source === 'package') return { source: code.source, md5sum: code.md5sum };
  if (code.source === 'image') return { source: code.source, image: code.image };
  return { source: code.source, swift: { ...code.swift } };
}

export const versionView = ({ version, count }: CountedVersion) => ({
  id: version.id,
  description: version.description,
  function_id: version.functionId,
  version_number: version.number,
  count,
  project_id: version.projectId,
  ...times(version),
});

export const aliasView = (alias: FunctionAlias) => ({
  id: alias.id,
  name: alias.name,
  description: alias.description,
  function_id: alias.functionId,
  function_version: alias.functionVersion,
  project_id: alias.projectId,
  ...times(alias),
});

export const jobView = (job: Job) => ({
  id: job.id,
  name: job.name,
  function_id: job.functionId,
  function_alias: job.functionAlias,
  function_version: job.functionVersion,
  function_input: job.functionInput,
  status: job.status,
  pattern: job.pattern,
  count: job.count,
  first_execution_time: job.firstExecutionTime && timestamp(job.firstExecutionTime),
  next_execution_time: timestamp(job.nextExecutionTime),
  project_id: job.projectId,
  ...times(job),
});

export const workerView = ({ functionId, functionVersion, name }: Worker) => ({
  function_id: functionId,
  function_version: functionVersion,
  worker_name: name,
});

/** The URL is built on every read, because the deployment's base URL may change. */
export const webhookView = (webhook: Webhook, publicUrl: string) => ({
  id: webhook.id,
  function_id: webhook.functionId,
  function_alias: webhook.functionAlias,
  function_version: webhook.functionVersion,
  description: webhook.description,
  project_id: webhook.projectId,
  ...times(webhook),
  webhook_url: `${publicUrl}/v1/webhooks/${webhook.id}/invoke`,
});

export const executionView = ({ execution, input, result }: ReadExecution) => ({
  id: execution.id,
  function_id: execution.functionId,
  function_version: execution.functionVersion,
  function_alias: execution.functionAlias,
  description: execution.description,
  status: execution.status,
  sync: execution.sync,
  input,
  result,
  project_id: execution.projectId,
  ...times(execution),
  // Not in Qinling's answer: the clients show the columns they know.
  ...(execution.cause && { cause: causeView(execution.cause) }),
});

const causeView = ({ alarmId, transitionId, messageId, acceptanceId, replayId }: Cause) => ({
  alarm_id: alarmId ?? null,
  event_id: transitionId ?? null,
  message_id: messageId ?? null,
  acceptance_id: acceptanceId ?? null,
  replay_id: replayId ?? null,
});
