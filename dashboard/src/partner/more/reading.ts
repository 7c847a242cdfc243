import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ApiProblem } from '../../shared/problem';

export interface Reading<T> {
  readonly value: Signal<T | null>;
  readonly trouble: Signal<string | null>;
  readonly again: () => Promise<void>;
}

/** How often it is tried again while it cannot be read, in ms. */
const tryEvery = 3_000;

/** Something that a page reads when it opens, and goes on trying to. */
export function useReading<T>(read: () => Promise<T>): Reading<T> {
  const value = useSignal<T | null>(null);
  const trouble = useSignal<string | null>(null);
  const again = async () => {
    try {
      value.value = await read();
      trouble.value = null;
    } catch (e) {
      trouble.value = ApiProblem.textOf(e);
    }
  };
  useEffect(() => {
    void again();
    const timer = setInterval(() => {
      if (trouble.peek()) void again();
    }, tryEvery);
    return () => clearInterval(timer);
  }, []);
  return { value, trouble, again };
}
