/**
 * Who is named as the author of what Taibai does by itself, such as a firing, where Aodh names its
 * service user and project. In the form of Keystone's ids; no such user or project exists.
 */
export const serviceAccount = {
  userId: '7461696261692d6576616c7561746f72',
  projectId: '7461696261692d616c61726d696e672d',
} as const;
