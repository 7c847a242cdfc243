import { useSignal } from '@preact/signals';
import { Said } from '../../shared/Said';
import { useKey } from '../keys';
import type { Room } from '../room';
import { KeysDialog } from './KeysDialog';
import { NoticesDialog } from './NoticesDialog';
import { CadBand, StaleBand } from './StaleBand';
import { forSupervisor } from './supervisor';

/** Who is signed in, how far to trust what is shown, and what was told. */
export function IncidentBar({ room }: { room: Room }) {
  const open = useSignal<'keys' | 'notices' | null>(null);
  const seenAt = useSignal('');
  const notices = room.notices.value;
  const readNotices = () => {
    seenAt.value = notices[0]?.at ?? '';
    open.value = 'notices';
  };
  const close = () => {
    open.value = null;
  };
  const declare = forSupervisor(room, 'declare a threat', () => room.beginThreat());
  useKey('t', 'Declare a public-safety threat', declare);
  useKey('n', 'Notices', readNotices);
  useKey('?', 'These keys', () => {
    open.value = 'keys';
  });
  const { session } = room.page;
  return (
    <>
      <header class="bar">
        <div class="bar-row">
          <h1>RTIC console</h1>
          <Liveness room={room} />
          <span class="grow" />
          <button
            type="button"
            class="danger"
            onClick={declare}
            aria-disabled={!room.isSupervisor}
            title={room.isSupervisor ? undefined : 'Only a supervisor can declare a threat.'}
          >
            Declare a threat
          </button>
          <button type="button" onClick={readNotices}>
            Notices <span class="count">{notices.filter(({ at }) => at > seenAt.value).length}</span>
          </button>
          <button type="button" aria-label="Keys" onClick={() => (open.value = 'keys')}>
            ?
          </button>
          <span class="who">
            <Said text={session.account.value?.name ?? ''} most={60} />
            <span class="hint">{room.isSupervisor ? 'Supervisor' : 'Investigator'}</span>
          </span>
          <button type="button" onClick={() => session.leave('left')}>
            Sign out
          </button>
        </div>
        <StaleBand room={room} />
        <CadBand room={room} />
      </header>
      {open.value && <section>{open.value === 'keys' ? <KeysDialog close={close} /> : <NoticesDialog room={room} close={close} />}</section>}
    </>
  );
}

function Liveness({ room }: { room: Room }) {
  const stale = room.stale.value;
  return (
    <span class={`liveness ${stale ? 'stale' : 'live'}`} role="status">
      {stale ? 'Not live' : 'Live'}
    </span>
  );
}
