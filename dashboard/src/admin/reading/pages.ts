import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { passes } from './reading';

interface PageOf<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

const againAfter = 4_000;

/** A list that comes in pages. What has come stays when the page after it fails, and a failure that passes is tried again by itself. */
export class Pages<T> {
  readonly items: Signal<readonly T[]> = signal([]);
  readonly problem: Signal<unknown> = signal(undefined);
  readonly busy = signal(false);
  /** There is more. */
  readonly hasMore = signal(true);
  private next: string | undefined;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly read: (after: string | undefined) => Promise<PageOf<T>>,
    /** Goes on by itself until all is there. */
    private readonly whole = false,
  ) {}

  /** Reads the page that follows. */
  readonly more = async (): Promise<void> => {
    clearTimeout(this.timer);
    if (this.busy.value || !this.hasMore.value || this.stopped) return;
    this.busy.value = true;
    try {
      const page = await this.read(this.next);
      if (this.stopped) return;
      this.items.value = [...this.items.value, ...page.items];
      this.next = page.next;
      this.hasMore.value = page.next !== undefined;
      this.problem.value = undefined;
    } catch (e) {
      if (this.stopped) return;
      this.problem.value = e;
      if (passes(e)) this.timer = setTimeout(() => void this.more(), againAfter);
      return;
    } finally {
      this.busy.value = false;
    }
    // A page may be empty and still not be the last.
    if (this.hasMore.value && (this.whole || this.items.value.length === 0)) await this.more();
  };

  readonly stop = (): void => {
    clearTimeout(this.timer);
    this.stopped = true;
  };
}

/** A list for as long as a component is there, anew when one of `on` changes. */
export function usePages<T>(read: (after: string | undefined) => Promise<PageOf<T>>, on: readonly unknown[], whole = false): Pages<T> {
  const pages = useMemo(() => new Pages(read, whole), on);
  useEffect(() => {
    void pages.more();
    return pages.stop;
  }, [pages]);
  return pages;
}
