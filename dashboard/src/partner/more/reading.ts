import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ApiProblem } from '../../shared/problem';

export interface Reading<T> {
  readonly value: Signal<T | null>;
  readonly trouble: Signal<string | null>;
  readonly again: () => Promise<void>;
}

/** How often it is tried again while it cannot be read, and how often it is read anew while somebody looks, in ms. */
const [tryEvery, readEvery] = [3_000, 60_000];

/** Something that a page reads when it opens, goes on trying to, and keeps up to date. */
export function useReading<T>(read: () => Promise<T>): Reading<T> {
  const value = useSignal<T | null>(null);
  const trouble = useSignal<string | null>(null);
  const readAt = useRef(0);
  const again = async () => {
    readAt.current = Date.now();
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
      const every = trouble.peek() ? tryEvery : readEvery;
      if (document.visibilityState === 'visible' && Date.now() - readAt.current >= every) void again();
    }, 1_000);
    return () => clearInterval(timer);
  }, []);
  return { value, trouble, again };
}
