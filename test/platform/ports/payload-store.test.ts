import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { payloadStoreSuite } from './payload-store.suite.ts';

payloadStoreSuite(async () => {
  const store = memoryPayloadStore();
  return { store, get: async (url) => store.objects.get(url) ?? 'nothing' };
});
