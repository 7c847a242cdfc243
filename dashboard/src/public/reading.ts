import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export type Reading<T> = { readonly kind: 'reading' } | { readonly kind: 'read'; readonly value: T } | { readonly kind: 'failed'; readonly error: unknown };

/** How long after a failure it is tried again, in ms. */
const again = 15_000;

/** Reads something, and comes back by itself until it is read. */
export function useReading<T>(read: () => Promise<T>, ...on: readonly unknown[]): { readonly reading: Signal<Reading<T>>; readonly retry: () => void } {
  const reading = useSignal<Reading<T>>({ kind: 'reading' });
  const attempt = useSignal(0);
  const retry = () => {
    attempt.value++;
  };
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (attempt.peek() === 0) reading.value = { kind: 'reading' };
    read().then(
      (value) => {
        if (!over) reading.value = { kind: 'read', value };
      },
      (error: unknown) => {
        if (over) return;
        reading.value = { kind: 'failed', error };
        timer = setTimeout(retry, again);
        window.addEventListener('online', retry);
      },
    );
    return () => {
      over = true;
      clearTimeout(timer);
      window.removeEventListener('online', retry);
    };
  }, [attempt.value, ...on]);
  return { reading, retry };
}
