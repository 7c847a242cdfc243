import { useEffect } from 'preact/hooks';
import type { Portal } from './portal';
import type { StopSwitch } from './stop';

/** The biggest button, always in reach: it stops all sharing at once. */
export function StopBar({ portal, stop }: { portal: Portal; stop: StopSwitch }) {
  const partner = portal.partner.value;
  const pending = stop.state.value === 'stopping' || stop.state.value === 'again';
  useEffect(() => {
    // Who closes the page now is asked whether they mean it: it is this page that goes on saying it.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    if (pending) window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [pending]);
  if (partner?.status === 'withdrawn') return null;
  const stopped = partner?.sharing.enabled === false;
  const state = stop.state.value;
  const may = !partner || portal.mayManage.value;
  return (
    <section class={`stop-bar ${stopped ? 'stopped' : ''}`} aria-label="All sharing">
      <div aria-live="assertive">
        {stopped && (
          <p class="stopped-text">
            <strong>Nothing is shared.</strong> All your cameras are locked. {stop.justStopped.value && 'Anyone watching was cut off.'}
          </p>
        )}
        {state === 'again' && (
          <p class="not-yet">
            <strong>Not stopped yet:</strong> the server cannot be reached. Trying again until it answers…{' '}
            <button type="button" class="plain" onClick={() => stop.giveUp()}>
              Give up
            </button>
          </p>
        )}
      </div>
      {stopped ? (
        <button type="button" class="start-again" disabled={!may || state === 'starting'} onClick={() => void stop.start()}>
          {state === 'starting' ? 'Starting…' : 'Start sharing again'}
        </button>
      ) : (
        <button type="button" class="danger stop-now" disabled={!may} aria-busy={state !== 'no'} onClick={() => void stop.stop()}>
          {state === 'no' ? 'Stop sharing now' : 'Stopping…'}
        </button>
      )}
      {!may && <p class="hint">You may look. A manager or owner of the partner can {stopped ? 'start' : 'stop'} sharing.</p>}
    </section>
  );
}
