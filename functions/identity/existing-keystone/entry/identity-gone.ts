import { lambdas, readEnvironment } from '../../../contract/environment.ts';
import { gatewayHandler } from '../../../platform/http/gateway-handler.ts';
import { identityGoneApp } from '../http/identity-gone.ts';

const environment = readEnvironment(lambdas['identity-elsewhere'], process.env);

export const handler = gatewayHandler(identityGoneApp(environment.KEYSTONE_URL));
