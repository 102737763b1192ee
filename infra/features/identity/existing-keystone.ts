import { Construct } from 'constructs';
import { TaibaiFunction } from '../../constructs/function.ts';
import { secret } from '../../constructs/secret.ts';
import type { Settings } from '../../settings.ts';
import type { FeatureContext } from '../context.ts';
import type { IdentityService } from './identity-service.ts';

type Keystone = NonNullable<Settings['keystone']>;

/** An existing Keystone has the users: the Lambdas ask it, and `/identity` answers where it is. */
export class ExistingKeystone extends Construct implements IdentityService {
  readonly #keystone: Keystone;
  readonly #hasConsole: boolean;

  constructor(scope: Construct, id: string, context: FeatureContext, keystone: Keystone) {
    super(scope, id);
    this.#keystone = keystone;
    this.#hasConsole = context.settings.console;
    const elsewhere = new TaibaiFunction(this, 'Elsewhere', context, {
      entry: 'identity-elsewhere',
      description: 'Answers where the existing Keystone is',
      memoryMegabytes: 128,
      timeoutSeconds: 5,
    }).set('KEYSTONE_URL', keystone.authUrl);
    context.api.route(elsewhere, ['ANY /identity', 'ANY /identity/{proxy+}']);
  }

  grantAuthentication(service: Parameters<IdentityService['grantAuthentication']>[0]): void {
    this.#grantKeystone(service.set('IDENTITY_TABLE', '').set('CONSOLE', String(this.#hasConsole)));
  }

  grantCredentialCheck(service: Parameters<IdentityService['grantCredentialCheck']>[0]): void {
    service.set('PUBLISHERS_FUNCTION_ARN', '');
  }

  grantCredentialTokens(service: Parameters<IdentityService['grantCredentialTokens']>[0]): void {
    service
      .set('IDENTITY_TABLE', '')
      .set('SIGNING_KEY_PARAMETER', '')
      .set('KEYSTONE_URL', this.#keystone.authUrl);
  }

  grantTrusts(service: Parameters<IdentityService['grantTrusts']>[0]): void {
    this.#grantKeystone(service.set('TRUSTS_FUNCTION_ARN', ''));
  }

  grantTrustTokens(service: Parameters<IdentityService['grantTrustTokens']>[0]): void {
    this.#grantKeystone(service.set('TRUST_TOKENS_FUNCTION_ARN', ''));
  }

  grantSessions(service: Parameters<IdentityService['grantSessions']>[0]): void {
    service
      .set('IDENTITY_TABLE', '')
      .set('SIGNING_KEY_PARAMETER', '')
      .set('KEYSTONE_URL', this.#keystone.authUrl);
  }

  #grantKeystone(
    service: Parameters<
      IdentityService['grantAuthentication' | 'grantTrusts' | 'grantTrustTokens']
    >[0],
  ): void {
    service
      .set('KEYSTONE_URL', this.#keystone.authUrl)
      .grant('KEYSTONE_SECRET_ARN', secret(this.#keystone.credentialSecretArn))
      .set('KEYSTONE_REMEMBER_SECONDS', this.#keystone.rememberSeconds);
  }
}
