import { type Signal, signal } from '@preact/signals';
import { type Api, allOf, answerOf } from '../shared/api';
import { ApiProblem } from '../shared/problem';
import type { Partner } from './rules/standing';

/** How often it is tried again while nobody answers, in ms. */
const tryEvery = 3_000;

/** The partners that the one who is signed in acts for. */
export class Mine {
  readonly partners: Signal<readonly Partner[] | null> = signal(null);
  readonly trouble: Signal<string | null> = signal(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(private readonly api: Api) {
    void this.read();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Reads them, and goes on trying until that is done. */
  async read(): Promise<void> {
    clearTimeout(this.timer);
    try {
      this.partners.value = await allOf((after) => answerOf(this.api.GET('/partners', { params: { query: after ? { after } : {} } })));
      this.trouble.value = null;
    } catch (e) {
      this.trouble.value = ApiProblem.textOf(e);
      if (!this.stopped) this.timer = setTimeout(() => void this.read(), tryEvery);
    }
  }
}
