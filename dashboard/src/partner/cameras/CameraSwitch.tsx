import { useSignal } from '@preact/signals';
import { sayFailed } from '../../shared/Toasts';
import type { Portal } from '../portal';
import type { Feed } from '../rules/standing';

interface CameraSwitchProps {
  readonly portal: Portal;
  readonly feed: Feed;
  readonly labelledBy: string;
  readonly describedBy: string;
  /** Whether anything is shared of it at present: what is on and yet not shared must not look as if it were. */
  readonly shared: boolean;
}

/** Whether a camera is shared at all. It goes over at once, and back, with words, when the server does not take it. */
export function CameraSwitch({ portal, feed, labelledBy, describedBy, shared }: CameraSwitchProps) {
  const wanted = useSignal<boolean | null>(null);
  const on = wanted.value ?? feed.sharing.enabled;
  const turn = async () => {
    if (wanted.value !== null) return;
    const enabled = !feed.sharing.enabled;
    wanted.value = enabled;
    try {
      await portal.turn({ level: 'feed', feed: feed.feedId }, (rule) => ({ ...rule, enabled }));
    } catch (e) {
      sayFailed(enabled ? 'The camera stays off' : 'The camera stays on', e);
    } finally {
      wanted.value = null;
    }
  };
  return (
    <button
      type="button"
      role="switch"
      class={shared ? 'switch' : 'switch held'}
      aria-checked={on}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-busy={wanted.value !== null}
      disabled={!portal.mayManage.value}
      onClick={() => void turn()}
    >
      <span aria-hidden="true">{on ? 'On' : 'Off'}</span>
    </button>
  );
}
