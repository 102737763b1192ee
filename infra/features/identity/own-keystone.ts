import { Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { passwordSecretName } from '../../../functions/contract/secrets.ts';
import { noAccess } from '../../constructs/access.ts';
import { TaibaiCustomResource } from '../../constructs/custom-resource.ts';
import { invoking, TaibaiFunction } from '../../constructs/function.ts';
import { reading, rows, type TableReference, writing } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';
import type { GeneratedKeys } from '../keys/generated-keys.ts';
import type { IdentityService } from './identity-service.ts';

/**
 * Keystone v3 of the deployment itself. What other Lambdas ask of it directly has a Lambda for each
 * purpose, because the permission to invoke a Lambda is a permission to ask it for anything it serves.
 */
export class OwnKeystone extends Construct implements IdentityService {
  readonly #publishers: TaibaiFunction<'identity-publishers'>;
  readonly #trusts: TaibaiFunction<'identity-trusts'>;
  readonly #trustTokens: TaibaiFunction<'identity-trust-tokens'>;
  readonly #table: TableReference;
  readonly #keys: GeneratedKeys;
  readonly #hasConsole: boolean;

  constructor(scope: Construct, id: string, context: FeatureContext) {
    super(scope, id);
    const { keys, settings, state, api, publicUrl } = context;
    this.#table = state.identity;
    this.#keys = keys;
    this.#hasConsole = settings.console;
    const keystone = new TaibaiFunction(this, 'Keystone', context, {
      entry: 'identity',
      description: 'Keystone v3: tokens, catalog, application credentials',
      memoryMegabytes: 1769,
      timeoutSeconds: 29,
    })
      .grant('IDENTITY_TABLE', rows(state.identity, [...reading, ...writing, 'DeleteItem']))
      // A project that still owns functions or alarms is not deleted.
      .grant('FUNCTIONS_TABLE', rows(state.functions, ['Query']))
      .grant('ALARMS_TABLE', rows(state.alarms, ['Query']))
      // What a deleted project has stored is deleted with it.
      .grant(
        'EVENTS_TABLE',
        settings.eventStorage === false ? noAccess : rows(state.events, ['UpdateItem']),
      )
      .grant('SIGNING_KEY_PARAMETER', keys.reading('signing'))
      .set('PUBLIC_URL', publicUrl)
      .set('REGION_NAME', settings.regionName)
      .set('TOKEN_LIFETIME_SECONDS', settings.tokenLifetimeSeconds)
      .set('METRICS', String(settings.metrics !== false))
      .set('CONSOLE', String(settings.console));
    const login = 'POST /identity/v3/auth/tokens';
    // With a slash at the end or an encoded one, a login takes the general route.
    const everything = 'ANY /identity/{proxy+}';
    api.route(keystone, ['ANY /identity', everything, login], {
      [login]: settings.throttles.tokens,
      [everything]: settings.throttles.tokens,
    });
    this.#publishers = new TaibaiFunction(this, 'Publishers', context, {
      entry: 'identity-publishers',
      description: 'Verifies application credentials of publishers of events and of functions',
      memoryMegabytes: 512,
      timeoutSeconds: 29,
    }).grant('IDENTITY_TABLE', rows(state.identity, [...reading, ...writing]));
    this.#trusts = new TaibaiFunction(this, 'Trusts', context, {
      entry: 'identity-trusts',
      description: 'Creates and ends trusts for alarms',
      memoryMegabytes: 512,
      timeoutSeconds: 29,
    }).grant('IDENTITY_TABLE', rows(state.identity, ['Query', 'PutItem', 'DeleteItem']));
    this.#trustTokens = new TaibaiFunction(this, 'TrustTokens', context, {
      entry: 'identity-trust-tokens',
      description: 'Issues tokens for trusts to deliver alarm actions with',
      memoryMegabytes: 512,
      timeoutSeconds: 29,
    })
      .grant('IDENTITY_TABLE', rows(state.identity, reading))
      .grant('SIGNING_KEY_PARAMETER', keys.reading('signing'))
      .set('TOKEN_LIFETIME_SECONDS', settings.tokenLifetimeSeconds);
    this.#seed(context);
  }

  grantAuthentication(service: Parameters<IdentityService['grantAuthentication']>[0]): void {
    withoutKeystone(
      service
        .grant('IDENTITY_TABLE', rows(this.#table, reading))
        .set('CONSOLE', String(this.#hasConsole)),
    );
  }

  grantCredentialCheck(service: Parameters<IdentityService['grantCredentialCheck']>[0]): void {
    service.grant('PUBLISHERS_FUNCTION_ARN', invoking(this.#publishers));
  }

  grantCredentialTokens(service: Parameters<IdentityService['grantCredentialTokens']>[0]): void {
    service
      .grant('IDENTITY_TABLE', rows(this.#table, reading))
      .grant('SIGNING_KEY_PARAMETER', this.#keys.reading('signing'))
      .set('KEYSTONE_URL', '');
  }

  grantTrusts(service: Parameters<IdentityService['grantTrusts']>[0]): void {
    withoutKeystone(service.grant('TRUSTS_FUNCTION_ARN', invoking(this.#trusts)));
  }

  grantTrustTokens(service: Parameters<IdentityService['grantTrustTokens']>[0]): void {
    withoutKeystone(service.grant('TRUST_TOKENS_FUNCTION_ARN', invoking(this.#trustTokens)));
  }

  grantSessions(service: Parameters<IdentityService['grantSessions']>[0]): void {
    service
      .grant('IDENTITY_TABLE', rows(this.#table, [...reading, ...writing]))
      .grant('SIGNING_KEY_PARAMETER', this.#keys.reading('signing'))
      .set('KEYSTONE_URL', '');
  }

  /** Creates the signing key, and the projects and users of the settings. */
  #seed(context: FeatureContext) {
    const { keys, settings, state } = context;
    const handler = new TaibaiFunction(this, 'Seed', context, {
      entry: 'seed',
      description: 'Creates the signing key and the first projects and users',
      memoryMegabytes: 1769,
      timeoutSeconds: 120,
    })
      .grant('IDENTITY_TABLE', rows(state.identity, [...reading, ...writing]))
      .grant('SIGNING_KEY_PARAMETER', keys.readingAndWriting('signing'))
      .allow({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [
          `arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:${passwordSecretName(settings.namePrefix, '*')}`,
        ],
        because: 'Users come and go with the settings; their secrets are named by the prefix.',
      });
    const projects = settings.users.flatMap(({ defaultProject, assignments }) => [
      defaultProject,
      ...assignments.map(({ project }) => project),
    ]);
    new TaibaiCustomResource(this, 'Seeded', {
      handler,
      timeoutSeconds: 300,
      properties: {
        signingKeyParameter: keys.nameOf('signing'),
        projects: [...new Set(projects)].map((name) => ({ name })),
        users: settings.users.map(({ name, defaultProject, assignments }) => ({
          name,
          defaultProject,
          passwordSecret: passwordSecretName(settings.namePrefix, name),
          assignments,
        })),
      },
    });
  }
}

/** Sets the variables that only a deployment with an existing Keystone fills. */
const withoutKeystone = (
  service: TaibaiFunction<
    | 'alarming'
    | 'console-admin'
    | 'console-api'
    | 'engine'
    | 'event-log'
    | 'events'
    | 'metric'
    | 'notifier'
  >,
): void => {
  service
    .set('KEYSTONE_URL', '')
    .set('KEYSTONE_SECRET_ARN', '')
    .set('KEYSTONE_REMEMBER_SECONDS', '');
};
