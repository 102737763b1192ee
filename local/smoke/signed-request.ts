import { signedHeaders } from '../../functions/platform/aws/signature.ts';

/** A POST to a service whose client the project has no other use for. */
export async function signedRequest(
  env: NodeJS.ProcessEnv,
  service: 'sts' | 'logs' | 'ssm' | 'cloudformation',
  {
    type,
    target,
    body,
  }: { readonly type: string; readonly target?: string; readonly body: string },
): Promise<{ readonly status: number; readonly text: string }> {
  const region = env['AWS_REGION'] ?? '';
  const request = {
    method: 'POST',
    url: new URL(env['AWS_ENDPOINT_URL'] ?? `https://${service}.${region}.amazonaws.com/`),
    headers: { 'content-type': type, ...(target !== undefined && { 'x-amz-target': target }) },
    body,
  };
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: env['AWS_SESSION_TOKEN'],
  };
  const headers = await signedHeaders(request, { service, region, credentials });
  const answer = await fetch(request.url, { ...request, headers });
  return { status: answer.status, text: await answer.text() };
}
