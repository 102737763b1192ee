import { memoryDeliverySignings } from '../../functions/adapters/memory/delivery-signings.ts';
import { deliverySigningsSuite } from './delivery-signings.suite.ts';

deliverySigningsSuite(async () => memoryDeliverySignings());
