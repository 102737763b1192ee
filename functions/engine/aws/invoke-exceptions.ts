/**
 * What an exception says about a run. `not-begun`: the code was not started and may be tried again.
 * `refused`: it can never start. `lost`: it may have run. `ours`: our call is wrong, which is a bug.
 */
export type InvokeMeaning = 'not-begun' | 'refused' | 'lost' | 'ours';

/**
 * Every exception that Lambda documents for `Invoke`, in the order of the SDK's model.
 *
 * A function that was idle for weeks is `Inactive`; the first invocation wakes it and is answered with
 * `CodeArtifactUserPendingException`, `ResourceConflictException` or `ResourceNotReadyException` until it is
 * active again. What fails before the code starts (network interfaces, keys, file systems) is not begun, too:
 * an operator can mend it while the execution waits.
 */
export const invokeExceptions: ReadonlyMap<string, InvokeMeaning> = new Map([
  ['CodeArtifactUserDeletedException', 'not-begun'],
  ['CodeArtifactUserFailedException', 'not-begun'],
  ['CodeArtifactUserPendingException', 'not-begun'],
  ['DurableExecutionAlreadyStartedException', 'ours'],
  ['EC2AccessDeniedException', 'not-begun'],
  ['EC2ThrottledException', 'not-begun'],
  ['EC2UnexpectedException', 'not-begun'],
  ['EFSIOException', 'lost'],
  ['EFSMountConnectivityException', 'not-begun'],
  ['EFSMountFailureException', 'not-begun'],
  ['EFSMountTimeoutException', 'not-begun'],
  ['ENILimitReachedException', 'not-begun'],
  ['ENINotReadyException', 'not-begun'],
  ['InvalidParameterValueException', 'ours'],
  ['InvalidRequestContentException', 'refused'],
  ['InvalidRuntimeException', 'refused'],
  ['InvalidSecurityGroupIDException', 'not-begun'],
  ['InvalidSubnetIDException', 'not-begun'],
  ['InvalidZipFileException', 'refused'],
  ['KMSAccessDeniedException', 'not-begun'],
  ['KMSDisabledException', 'not-begun'],
  ['KMSInvalidStateException', 'not-begun'],
  ['KMSNotFoundException', 'not-begun'],
  ['ModeNotSupportedException', 'ours'],
  ['NoPublishedVersionException', 'not-begun'],
  ['RecursiveInvocationException', 'refused'],
  ['RequestTooLargeException', 'refused'],
  ['ResourceConflictException', 'not-begun'],
  ['ResourceNotFoundException', 'not-begun'],
  ['ResourceNotReadyException', 'not-begun'],
  ['S3FilesMountConnectivityException', 'not-begun'],
  ['S3FilesMountFailureException', 'not-begun'],
  ['S3FilesMountTimeoutException', 'not-begun'],
  ['SerializedRequestEntityTooLargeException', 'refused'],
  ['ServiceException', 'lost'],
  ['ServiceQuotaExceededException', 'not-begun'],
  // Its hook after a restore is the user's code, which ran.
  ['SnapStartException', 'lost'],
  ['SnapStartNotReadyException', 'not-begun'],
  ['SnapStartRegenerationFailureException', 'not-begun'],
  ['SnapStartTimeoutException', 'not-begun'],
  ['SubnetIPAddressLimitReachedException', 'not-begun'],
  ['TooManyRequestsException', 'not-begun'],
  ['UnsupportedMediaTypeException', 'ours'],
]);

/** A server's fault that nobody documents may come after the code has run; a client's is our own. */
export const meaningOf = (name: string, fault: 'client' | 'server'): InvokeMeaning =>
  invokeExceptions.get(name) ?? (fault === 'client' ? 'ours' : 'lost');
