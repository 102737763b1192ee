const option = (value: string) => ({ value, label: value });

export const statuses = ['success', 'failed', 'error', 'running', 'cancelled'].map(option);
export const causes = [
  ...['alarm', 'webhook', 'job', 'replay'].map(option),
  { value: 'none', label: 'user' },
];
