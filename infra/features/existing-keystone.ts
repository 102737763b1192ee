import { Construct } from 'constructs';
import { HouseFunction } from '../constructs/house-function.ts';
import type { Gate, House } from '../constructs/house.ts';
import { secret } from '../constructs/secret.ts';
import type { Settings } from '../settings.ts';

type Keystone = NonNullable<Settings['keystone']>;

/** A Keystone that was there before keeps the users: our Lambdas ask it, and `/identity` says where it is. */
export class ExistingKeystone extends Construct implements Gate {
  readonly #keystone: Keystone;

  constructor(scope: Construct, id: string, house: Omit<House, 'gate'>, keystone: Keystone) {
    super(scope, id);
    this.#keystone = keystone;
    const elsewhere = new HouseFunction(this, 'Elsewhere', house, {
      entry: 'identity-elsewhere',
      description: 'Says where the Keystone is that keeps the users',
      memoryMegabytes: 128,
      timeoutSeconds: 5,
    }).tell('KEYSTONE_URL', keystone.authUrl);
    house.api.route(elsewhere, ['ANY /identity', 'ANY /identity/{proxy+}']);
  }

  guards(service: Parameters<Gate['guards']>[0]): void {
    this.#place(service.tell('IDENTITY_TABLE', ''));
  }

  admits(service: Parameters<Gate['admits']>[0]): void {
    service.tell('IDENTITY_FUNCTION_ARN', '');
  }

  entrusts(service: Parameters<Gate['entrusts']>[0]): void {
    this.#place(service.tell('IDENTITY_FUNCTION_ARN', ''));
  }

  #place(service: Parameters<Gate['guards' | 'entrusts']>[0]): void {
    service
      .tell('KEYSTONE_URL', this.#keystone.authUrl)
      .give('KEYSTONE_SECRET_ARN', secret(this.#keystone.credentialSecretArn, 'GetSecretValue'))
      .tell('KEYSTONE_REMEMBER_SECONDS', this.#keystone.rememberSeconds);
  }
}
