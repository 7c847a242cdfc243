import { type Signal, signal } from '@preact/signals';
import { ApiProblem } from '../shared/problem';
import { sayFailed } from '../shared/Toasts';
import type { Rule } from './rules/standing';

/** How long after a stop that nobody answered it is said again, in ms. */
const againAfter = 2_000;

export type Stopping = 'no' | 'stopping' | 'starting' | 'again';

/** "Stop sharing now". Said once, it is said to the server until that answers: who taps it must not have to watch it. */
export class StopSwitch {
  readonly state: Signal<Stopping> = signal('no');
  /** Whether it was stopped here, just now. */
  readonly justStopped: Signal<boolean> = signal(false);
  private wanted = 0;

  /** @param turn Sets the rule for everything, whatever anybody changed meanwhile. */
  constructor(
    private readonly turn: (change: (rule: Rule) => Rule) => Promise<void>,
    private readonly pause: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  ) {}

  async stop(): Promise<void> {
    const mine = ++this.wanted;
    this.state.value = 'stopping';
    while (mine === this.wanted) {
      try {
        await this.turn((rule) => ({ ...rule, enabled: false }));
        if (mine === this.wanted) [this.state.value, this.justStopped.value] = ['no', true];
        return;
      } catch (e) {
        if (mine !== this.wanted) return;
        if (!mayPass(e)) {
          this.state.value = 'no';
          sayFailed('Sharing goes on', e);
          return;
        }
        this.state.value = 'again';
        await this.pause(againAfter);
      }
    }
  }

  /** Shares again as the rules say; that can wait, so it is said once. */
  async start(): Promise<void> {
    this.wanted++;
    this.state.value = 'starting';
    try {
      await this.turn((rule) => ({ ...rule, enabled: true }));
      this.justStopped.value = false;
    } catch (e) {
      sayFailed('Sharing is still stopped', e);
    } finally {
      this.state.value = 'no';
    }
  }

  /** Whoever said it is signed out. Nobody else says it in their place, and that must not pass in silence. */
  signedOut(): void {
    if (this.state.peek() !== 'stopping' && this.state.peek() !== 'again') return;
    this.giveUp();
    sayFailed(
      'Perhaps not stopped',
      new ApiProblem(0, 'signedOut', 'You were signed out before the server answered. Sign in to see whether anything is shared.'),
    );
  }

  /** Says it no more. */
  giveUp(): void {
    this.wanted++;
    this.state.value = 'no';
  }
}

/** Whether the same, said later, may be done: nobody answered, or not now. */
const mayPass = (e: unknown): boolean => e instanceof ApiProblem && (e.status === 0 || e.status === 412 || e.status === 429 || e.status >= 500);
