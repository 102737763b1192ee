import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';

/** A request of CloudFormation. `properties` are those in the template. */
export interface ResourceRequest {
  readonly kind: CloudFormationCustomResourceEvent['RequestType'];
  readonly properties: unknown;
  /** Until the Lambda times out. */
  readonly remainingMilliseconds: () => number;
}

/** `attributes` are what the rest of the template can refer to. */
export type ResourceOutcome =
  | 'done'
  | 'unfinished'
  | { readonly attributes: Readonly<Record<string, string | number>> };

/**
 * The handler of a custom resource: runs `work` and reports the outcome to CloudFormation. If the work
 * is `unfinished`, the handler throws: Lambda runs an asynchronous event up to three times, and
 * CloudFormation waits.
 */
export const customResource =
  (work: (request: ResourceRequest) => Promise<ResourceOutcome>) =>
  async (event: CloudFormationCustomResourceEvent, context: Context): Promise<void> => {
    const end = await outcome(work, event, context);
    if (end.kind === 'unfinished') throw new Error('unfinished, to be retried');
    const response = await fetch(event.ResponseURL, {
      method: 'PUT',
      headers: { 'content-type': '' },
      body: JSON.stringify({
        Status: end.kind === 'done' ? 'SUCCESS' : 'FAILED',
        Reason: end.kind === 'failed' ? end.reason : '',
        PhysicalResourceId:
          'PhysicalResourceId' in event ? event.PhysicalResourceId : event.LogicalResourceId,
        StackId: event.StackId,
        RequestId: event.RequestId,
        LogicalResourceId: event.LogicalResourceId,
        ...(end.kind === 'done' && { Data: end.attributes }),
      }),
    });
    if (!response.ok) throw new Error(`CloudFormation answered ${response.status}`);
  };

async function outcome(
  work: (request: ResourceRequest) => Promise<ResourceOutcome>,
  event: CloudFormationCustomResourceEvent,
  context: Context,
) {
  try {
    const end = await work({
      kind: event.RequestType,
      properties: event.ResourceProperties,
      remainingMilliseconds: () => context.getRemainingTimeInMillis(),
    });
    if (end === 'unfinished') return { kind: end };
    return { kind: 'done' as const, attributes: end === 'done' ? {} : end.attributes };
  } catch (error) {
    console.error(error);
    return { kind: 'failed' as const, reason: String(error) };
  }
}
