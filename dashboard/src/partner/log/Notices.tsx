import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { sayFailed } from '../../shared/Toasts';
import type { Portal } from '../portal';

/** Whether the partner is told of each access the moment it begins. */
export function Notices({ portal }: { portal: Portal }) {
  const id = useId();
  const wanted = useSignal<boolean | null>(null);
  const on = wanted.value ?? portal.partner.value?.wantsNotices ?? false;
  const turn = async () => {
    if (wanted.value !== null) return;
    const next = !on;
    wanted.value = next;
    try {
      await portal.insist(async () => {
        await portal.api.PUT('/partners/{partnerId}/notices', { params: portal.about(portal.version), body: { wanted: next } });
      });
      await portal.readAgain();
    } catch (e) {
      sayFailed('Not changed', e);
    } finally {
      wanted.value = null;
    }
  };
  return (
    <section class="card camera">
      <div class="camera-head">
        <h2 id={id}>Tell me of each access</h2>
        <button
          type="button"
          role="switch"
          class="switch"
          aria-checked={on}
          aria-labelledby={id}
          aria-describedby={`${id}-words`}
          aria-busy={wanted.value !== null}
          disabled={!portal.mayManage.value}
          onClick={() => void turn()}
        >
          <span aria-hidden="true">{on ? 'On' : 'Off'}</span>
        </button>
      </div>
      <p id={`${id}-words`} class="hint">
        {on ? (
          <>
            This page shows each access the moment it begins{portal.log.live.value === 'live' ? '.' : ', once it is connected again.'} Switched on, it takes up
            to a minute to begin.
          </>
        ) : (
          'This page looks for news once a minute. Switch it on to see each access the moment it begins.'
        )}
      </p>
    </section>
  );
}
