import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../infra/settings.ts';
import { deploymentOf, synthesize } from './support.ts';

const corsOf = (settings: object) => {
  const [api] = synthesize(deploymentOf(settings)).ofType('AWS::ApiGatewayV2::Api');
  return api!.properties['CorsConfiguration'];
};
const portal = 'https://portal.example.com';

test('the API is closed to pages of other origins by default', () => {
  expect(corsOf({})).toBeUndefined();
});

test('named origins may send tokens; never cookies, and not what makes the console’s cookie count', () => {
  const cors = corsOf({ corsOrigins: [portal] });
  expect(cors).toMatchObject({ AllowOrigins: [portal], AllowCredentials: false });
  expect(cors.AllowHeaders).toContain('x-auth-token');
  expect(cors.AllowHeaders).not.toContain('x-taibai-console');
  expect(cors.AllowHeaders).not.toContain('*');
  expect(cors.ExposeHeaders).toContain('x-subject-token');
});

const refusalOf = (origin: string) => {
  try {
    parseSettings(JSON.stringify({ corsOrigins: [origin] }), 'my.json');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

describe('an origin', () => {
  test.for([
    portal,
    'https://portal.example.com:8443',
    'http://localhost:5173',
    'http://127.0.0.1:3000',
  ])('may be %s', (origin) => {
    expect(refusalOf(origin)).toBeUndefined();
  });

  test.for([
    ['*', 'name the origins'],
    ['https://*.example.com', 'must be an origin'],
    ['https://portal.example.com/', 'must be an origin'],
    ['https://portal.example.com/app', 'must be an origin'],
    ['https://Portal.example.com', 'must be an origin'],
    ['https://portal.example.com:443', 'must be an origin'],
    ['https://user@portal.example.com', 'must be an origin'],
    ['portal.example.com', 'must be an origin'],
    ['null', 'must be an origin'],
    ['http://portal.example.com', 'must be https'],
    ['ftp://portal.example.com', 'must be https'],
  ] as const)('may not be %s', ([origin, reason]) => {
    expect(refusalOf(origin)).toContain(reason);
  });
});
