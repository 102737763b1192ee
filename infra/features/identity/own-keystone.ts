import { Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { passwordSecretName } from '../../../functions/contract/secrets.ts';
import type { Access } from '../../constructs/access.ts';
import { TaibaiCustomResource } from '../../constructs/custom-resource.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { secret } from '../../constructs/secret.ts';
import { reading, rows, type TableReference, writing } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';
import type { IdentityService } from './identity-service.ts';

/** Keystone v3 of the deployment itself; its Lambda is the only one that signs tokens. */
export class OwnKeystone extends Construct implements IdentityService {
  readonly #keystone: TaibaiFunction<'identity'>;
  readonly #table: TableReference;

  constructor(scope: Construct, id: string, context: FeatureContext) {
    super(scope, id);
    const { settings, state, api, publicUrl } = context;
    this.#table = state.identity;
    this.#keystone = new TaibaiFunction(this, 'Keystone', context, {
      entry: 'identity',
      description: 'Keystone v3: tokens, catalog, application credentials',
      memoryMegabytes: 1769,
      timeoutSeconds: 29,
    })
      .grant('IDENTITY_TABLE', rows(state.identity, [...reading, ...writing, 'DeleteItem']))
      // A project that still owns functions or alarms is not deleted.
      .grant('FUNCTIONS_TABLE', rows(state.functions, ['Query']))
      .grant('ALARMS_TABLE', rows(state.alarms, ['Query']))
      .grant('SIGNING_KEY_SECRET_ARN', secret(state.signingKeySecretArn, 'GetSecretValue'))
      .set('PUBLIC_URL', publicUrl)
      .set('REGION_NAME', settings.regionName)
      .set('TOKEN_LIFETIME_SECONDS', settings.tokenLifetimeSeconds);
    const login = 'POST /identity/v3/auth/tokens';
    // With a slash at the end or an encoded one, a login takes the general route.
    const everything = 'ANY /identity/{proxy+}';
    api.route(this.#keystone, ['ANY /identity', everything, login], {
      [login]: settings.throttles.tokens,
      [everything]: settings.throttles.tokens,
    });
    this.#seed(context);
  }

  grantAuthentication(service: Parameters<IdentityService['grantAuthentication']>[0]): void {
    service
      .grant('IDENTITY_TABLE', rows(this.#table, reading))
      .set('KEYSTONE_URL', '')
      .set('KEYSTONE_SECRET_ARN', '')
      .set('KEYSTONE_REMEMBER_SECONDS', '');
  }

  /** The ingest invokes Keystone's Lambda, because only that one may count wrong secrets. */
  grantCredentialCheck(service: Parameters<IdentityService['grantCredentialCheck']>[0]): void {
    service.grant('IDENTITY_FUNCTION_ARN', this.#invoking());
  }

  /** Trusts are created, used and deleted by invoking Keystone's Lambda. */
  grantTrusts(service: Parameters<IdentityService['grantTrusts']>[0]): void {
    service
      .grant('IDENTITY_FUNCTION_ARN', this.#invoking())
      .set('KEYSTONE_URL', '')
      .set('KEYSTONE_SECRET_ARN', '')
      .set('KEYSTONE_REMEMBER_SECONDS', '');
  }

  #invoking(): Access {
    const { functionArn } = this.#keystone.lambda;
    return {
      value: functionArn,
      grants: [{ actions: ['lambda:InvokeFunction'], resources: [functionArn] }],
    };
  }

  /** Creates the signing key, and the projects and users of the settings. */
  #seed(context: FeatureContext) {
    const { settings, state } = context;
    const handler = new TaibaiFunction(this, 'Seed', context, {
      entry: 'seed',
      description: 'Creates the signing key and the first projects and users',
      memoryMegabytes: 1769,
      timeoutSeconds: 120,
    })
      .grant('IDENTITY_TABLE', rows(state.identity, [...reading, ...writing]))
      .grant(
        'SIGNING_KEY_SECRET_ARN',
        secret(state.signingKeySecretArn, 'GetSecretValue', 'PutSecretValue'),
      )
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
        signingKeySecretArn: state.signingKeySecretArn,
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
