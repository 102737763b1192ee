import { memoryDeliveryStore } from '../../functions/adapters/memory/delivery-store.ts';
import { deliveryStoreSuite } from './delivery-store.suite.ts';

deliveryStoreSuite('memory', async () => memoryDeliveryStore());
