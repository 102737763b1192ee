import { memoryDeliverySignings } from '../../fakes/delivery-signings.ts';
import { deliverySigningsSuite } from './delivery-signings.suite.ts';

deliverySigningsSuite(async () => memoryDeliverySignings());
