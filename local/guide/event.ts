/** The guide's event, as `aodh_notifier_simulator.py` sends it for a project. */
export const guideEvent = (projectId: string) => ({
  event_type: 'compute.instance.create',
  traits: [
    ['project_id', 1, projectId],
    ['service', 1, 'nova'],
    ['vm_name', 1, 'new_instance'],
    ['vm_id', 1, 'ba2b30a0-1b14-4ad4-9a66-f24ece912cad'],
  ],
  message_signature: 'bcfb59e386d5375dbb7ded9910900a98536f168d377f52ae7ffd89159c0019f5',
  raw: {},
  generated: '2017-10-03T10:02:38.305378',
  message_id: 'ac6ce4ae-546a-47cc-a0cb-ad1bae44ca61',
});
