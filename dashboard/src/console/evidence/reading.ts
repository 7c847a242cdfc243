import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** At most so often is read again, in ms, however often there is reason to. */
const calm = 1_500;
const again = 4_000;

export interface Reading<T> {
  /** What was read last; null before. */
  readonly value: T | null;
  /** Why it could not be read again; null when it could. */
  readonly problem: unknown;
  /** Reads it now. */
  readonly read: () => void;
}

/**
 * Reads something now, whenever `reason` changes, and again by itself while it cannot be read. What was read stays meanwhile.
 * @param every how often it is read without a reason, in ms: for what changes and is not told of.
 */
export function useReading<T>(what: () => Promise<T>, reason: unknown, every = Number.POSITIVE_INFINITY): Reading<T> {
  const value = useSignal<T | null>(null);
  const problem = useSignal<unknown>(null);
  const latest = useRef(what);
  latest.current = what;
  const state = useRef({ timer: 0, reading: false, wanted: false, readAt: Number.NEGATIVE_INFINITY, over: false });

  const read = async (): Promise<void> => {
    const now = state.current;
    clearTimeout(now.timer);
    if (now.reading) {
      now.wanted = true;
      return;
    }
    now.reading = true;
    now.wanted = false;
    let failed = false;
    try {
      value.value = await latest.current();
      problem.value = null;
    } catch (e) {
      failed = true;
      problem.value = e;
    }
    now.reading = false;
    now.readAt = performance.now();
    const next = failed ? again : now.wanted ? calm : every;
    if (!now.over && next < Number.POSITIVE_INFINITY) now.timer = window.setTimeout(read, next);
  };
  useEffect(() => {
    const now = state.current;
    clearTimeout(now.timer);
    now.timer = window.setTimeout(read, Math.max(0, now.readAt + calm - performance.now()));
  }, [reason]);
  useEffect(
    () => () => {
      state.current.over = true;
      clearTimeout(state.current.timer);
    },
    [],
  );
  return { value: value.value, problem: problem.value, read: () => void read() };
}
