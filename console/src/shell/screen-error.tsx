import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from '../parts/failure.tsx';

export const ScreenError = ({ error, reset }: ErrorComponentProps) => (
  <Failure of={error} retry={reset} />
);
