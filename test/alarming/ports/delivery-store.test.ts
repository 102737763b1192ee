import { memoryDeliveryStore } from '../../fakes/delivery-store.ts';
import { deliveryStoreSuite } from './delivery-store.suite.ts';

deliveryStoreSuite('memory', async () => memoryDeliveryStore());
