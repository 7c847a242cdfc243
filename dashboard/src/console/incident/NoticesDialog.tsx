import { atClock } from '../../shared/clock';
import { Dialog } from '../../shared/Dialog';
import { Said } from '../../shared/Said';
import { type Notice, noticeText, type Room } from '../room';

/** What was told since one signed in, the newest first. */
export function NoticesDialog({ room, close }: { room: Room; close: () => void }) {
  const notices = room.notices.value;
  return (
    <Dialog title="Notices" close={close} class="notices">
      {notices.length === 0 && <p class="hint">Nothing was told since you signed in.</p>}
      <ul>
        {notices.map((notice) => (
          <li key={`${notice.at} ${notice.code} ${notice.incident ?? ''} ${notice.clip ?? ''}`}>
            <time dateTime={notice.at}>{atClock(notice.at)}</time>
            <span>{noticeText[notice.code] ?? notice.code}</span>
            <Link room={room} notice={notice} close={close} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Link({ room, notice: { incident: id }, close }: { room: Room; notice: Notice; close: () => void }) {
  const incident = id ? room.board.get(id)?.value : undefined;
  if (!incident) return null;
  return (
    <button
      type="button"
      onClick={() => {
        close();
        room.open(incident.incidentId);
      }}
    >
      Show <Said text={incident.number} most={64} />
    </button>
  );
}
