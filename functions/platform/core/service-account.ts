/**
 * The user and project that are recorded for what Taibai does on its own, such as a firing, where Aodh
 * records its service user and project. The ids look like Keystone's, but neither exists there.
 */
export const serviceAccount = {
  userId: '7461696261692d6576616c7561746f72',
  projectId: '7461696261692d616c61726d696e672d',
} as const;
