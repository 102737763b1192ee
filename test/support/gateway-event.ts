import type { LambdaEvent } from 'hono/aws-lambda';

/** A request as an HTTP API passes it to its Lambda: anything but text arrives as base64. */
export async function gatewayEvent(path: string, request: Request): Promise<LambdaEvent> {
  const body = Buffer.from(await request.arrayBuffer());
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: new URL(request.url).search.slice(1),
    headers: { ...Object.fromEntries(request.headers), host: 'taibai.example' },
    requestContext: {
      accountId: '',
      authentication: null,
      authorizer: {},
      apiId: '',
      domainName: 'taibai.example',
      domainPrefix: '',
      http: { method: request.method, path, protocol: '', sourceIp: '', userAgent: '' },
      requestId: '',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}
