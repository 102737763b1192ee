import { expect, test } from 'vitest';
import { signedHeaders } from '../../../functions/platform/aws/signature.ts';

test("a PUT to S3 is signed as in AWS's own example", async () => {
  const headers = await signedHeaders(
    {
      method: 'PUT',
      url: new URL('https://examplebucket.s3.amazonaws.com/test%24file.text'),
      headers: {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      },
      body: 'Welcome to Amazon S3.',
    },
    {
      service: 's3',
      region: 'us-east-1',
      datetime: '20130524T000000Z',
      credentials: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        sessionToken: undefined,
      },
    },
  );
  // The signer puts a space after each comma, AWS's example does not; both are valid.
  expect(headers.get('authorization')?.replaceAll(', ', ',')).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  );
});
