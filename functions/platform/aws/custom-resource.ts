import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';

/** What CloudFormation asks for; `properties` are what the stack wrote. */
export interface ResourceRequest {
  readonly kind: CloudFormationCustomResourceEvent['RequestType'];
  readonly properties: unknown;
  /** What the Lambda has left. */
  readonly remainingMilliseconds: () => number;
}

/**
 * A Lambda behind a custom resource: tells CloudFormation how `work` ended, at the address the event
 * names. Work that is `unfinished` throws instead: Lambda runs an asynchronous event up to three
 * times, and CloudFormation waits meanwhile.
 */
export const customResource =
  (work: (request: ResourceRequest) => Promise<'done' | 'unfinished'>) =>
  async (event: CloudFormationCustomResourceEvent, context: Context): Promise<void> => {
    const end = await outcome(work, event, context);
    if (end.kind === 'unfinished') throw new Error('unfinished: to be tried again');
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
      }),
    });
    if (!response.ok) throw new Error(`CloudFormation answered ${response.status}`);
  };

async function outcome(
  work: (request: ResourceRequest) => Promise<'done' | 'unfinished'>,
  event: CloudFormationCustomResourceEvent,
  context: Context,
) {
  try {
    const kind = await work({
      kind: event.RequestType,
      properties: event.ResourceProperties,
      remainingMilliseconds: () => context.getRemainingTimeInMillis(),
    });
    return { kind };
  } catch (error) {
    console.error(error);
    return { kind: 'failed' as const, reason: String(error) };
  }
}
