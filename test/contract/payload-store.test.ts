import { memoryPayloadStore } from '../../functions/adapters/memory/payload-store.ts';
import { payloadStoreSuite } from './payload-store.suite.ts';

payloadStoreSuite(async () => {
  const store = memoryPayloadStore();
  return { store, get: async (url) => store.objects.get(url) ?? 'nothing' };
});
