import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { ApiProblem } from '../../shared/problem';

/** After how many ms what failed for a passing reason is read again. */
const againAfter = 4_000;

/** Whether a failure passes by itself: nobody answered, too many calls, or something behind the API is down. */
export const passes = (problem: unknown): boolean => problem instanceof ApiProblem && [0, 429, 500, 502, 503, 504].includes(problem.status);

/** Something that is read from the API. What is known stays when a later reading fails, and a failure that passes is tried again by itself. */
export class Reading<T> {
  readonly value: Signal<T | undefined> = signal(undefined);
  readonly problem: Signal<unknown> = signal(undefined);
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Which reading is the last: answers of those before it come too late. */
  private turn = 0;

  constructor(private readonly read: () => Promise<T>) {}

  /** Reads it, again. */
  readonly again = async (): Promise<void> => {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    try {
      const value = await this.read();
      if (turn !== this.turn) return;
      this.value.value = value;
      this.problem.value = undefined;
    } catch (e) {
      if (turn !== this.turn) return;
      this.problem.value = e;
      if (passes(e)) this.timer = setTimeout(() => void this.again(), againAfter);
    }
  };

  /** Ends it: what is still on its way counts no more. */
  readonly stop = (): void => {
    clearTimeout(this.timer);
    this.turn++;
  };
}

/** Reads something for as long as a component is there, anew when one of `on` changes. */
export function useReading<T>(read: () => Promise<T>, on: readonly unknown[]): Reading<T> {
  const reading = useMemo(() => new Reading(read), on);
  useEffect(() => {
    void reading.again();
    return reading.stop;
  }, [reading]);
  return reading;
}
