import { authorization, sha256 } from '../../functions/platform/aws/signature.ts';

/** A POST to a service whose client the project has no other use for. */
export async function signedRequest(
  env: NodeJS.ProcessEnv,
  service: 'sts' | 'logs',
  {
    type,
    target,
    body,
  }: { readonly type: string; readonly target?: string; readonly body: string },
): Promise<{ readonly status: number; readonly text: string }> {
  const region = env['AWS_REGION'] ?? '';
  const url = new URL(env['AWS_ENDPOINT_URL'] ?? `https://${service}.${region}.amazonaws.com/`);
  const at = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').concat('Z');
  const sessionToken = env['AWS_SESSION_TOKEN'];
  const headers = {
    'content-type': type,
    host: url.host,
    'x-amz-date': at,
    ...(target !== undefined && { 'x-amz-target': target }),
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken,
  };
  const signed = authorization(
    { method: 'POST', url, headers, payloadHash: sha256(body) },
    { region, at, credentials, service },
  );
  const { host: _host, ...sent } = headers;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...sent, authorization: signed },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}
