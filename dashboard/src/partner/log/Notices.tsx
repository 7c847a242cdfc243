import { useId } from 'preact/hooks';
import { Switch } from '../form/Switch';
import type { Portal } from '../portal';

/** Whether the partner is told of each access the moment it begins. */
export function Notices({ portal }: { portal: Portal }) {
  const id = useId();
  const on = portal.partner.value?.wantsNotices ?? false;
  const choose = async (wanted: boolean) => {
    await portal.insist(async () => {
      await portal.api.PUT('/partners/{partnerId}/notices', { params: portal.about(portal.version), body: { wanted } });
    });
    await portal.readAgain();
  };
  return (
    <section class="card camera">
      <div class="camera-head">
        <h2 id={id}>Tell me of each access</h2>
        <Switch on={on} set={choose} still={() => 'Not changed'} labelledBy={id} describedBy={`${id}-words`} disabled={!portal.mayManage.value} />
      </div>
      <p id={`${id}-words`} class="hint">
        {!on && 'This page looks for news once a minute. Switch it on to see each access the moment it begins.'}
        {on && `This page shows each access the moment it begins${portal.log.live.value === 'live' ? '' : ', once it is connected again'}.`}
        {on && ' Switched on, it takes up to a minute to begin.'}
      </p>
    </section>
  );
}
