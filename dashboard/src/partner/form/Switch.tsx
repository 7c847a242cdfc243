import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { sayFailed } from '../../shared/Toasts';

interface SwitchProps {
  readonly on: boolean;
  /** Sets it, and throws when that was refused. */
  readonly set: (on: boolean) => Promise<void>;
  /** What to say when it was refused: how things are still. */
  readonly still: (on: boolean) => string;
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly disabled: boolean;
  /** On, and yet without effect: it must not look as if it had one. */
  readonly held?: boolean;
}

/** A switch. It goes over at once, and back, with words, when the server does not take it; tapped again meanwhile, the last tap is what holds. */
export function Switch({ on, set, still, labelledBy, describedBy, disabled, held = false }: SwitchProps) {
  const wanted = useSignal<boolean | null>(null);
  const running = useRef(false);
  const shown = wanted.value ?? on;
  const turn = async () => {
    wanted.value = !shown;
    if (running.current) return;
    running.current = true;
    try {
      for (let asked = wanted.peek(); asked !== null; asked = wanted.peek()) {
        await set(asked);
        if (wanted.peek() === asked) wanted.value = null;
      }
    } catch (e) {
      sayFailed(still(wanted.peek() !== true), e);
      wanted.value = null;
    } finally {
      running.current = false;
    }
  };
  return (
    <button
      type="button"
      role="switch"
      class={held ? 'switch held' : 'switch'}
      aria-checked={shown}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-busy={wanted.value !== null}
      disabled={disabled}
      onClick={() => void turn()}
    >
      <span aria-hidden="true">{shown ? 'On' : 'Off'}</span>
    </button>
  );
}
