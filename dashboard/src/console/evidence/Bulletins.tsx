import { useSignal } from '@preact/signals';
import { answerOf } from '../../shared/api';
import { atClock } from '../../shared/clock';
import { Said } from '../../shared/Said';
import { attempt, say } from '../../shared/Toasts';
import type { Incident } from '../board';
import type { Room } from '../room';
import { ReasonDialog } from './ReasonDialog';
import { type Bulletin, deliveryText, subjectText } from './words';

interface BulletinsProps {
  readonly room: Room;
  readonly incident: Incident;
  /** What the bulletins say, by their ids. */
  readonly texts: ReadonlyMap<string, Bulletin['text']>;
  readonly changed: () => void;
}

/** The bulletins of an incident, the last sent first. Who has one and who has seen it comes live, with the incident. */
export function Bulletins({ room, incident, texts, changed }: BulletinsProps) {
  const recalled = useSignal<string | null>(null);
  return (
    <>
      <ul class="evidence-list">
        {(incident.bulletins ?? []).toReversed().map((bulletin) => (
          <BulletinRow
            key={bulletin.bulletinId}
            bulletin={bulletin}
            text={texts.get(bulletin.bulletinId)}
            resend={() =>
              void attempt('The bulletin was not sent again', async () => {
                await answerOf(room.api.POST('/bulletins/{bulletinId}/resend', { params: { path: { bulletinId: bulletin.bulletinId } } }));
                say('Sent again.');
                changed();
              })
            }
            recall={() => (recalled.value = bulletin.bulletinId)}
          />
        ))}
      </ul>
      {recalled.value && (
        <ReasonDialog
          title="Take this bulletin back"
          action="Take it back"
          dangerous
          optional
          close={() => (recalled.value = null)}
          act={async (reason) => {
            const bulletinId = recalled.peek() ?? '';
            await answerOf(room.api.POST('/bulletins/{bulletinId}/recall', { params: { path: { bulletinId } }, ...(reason ? { body: { reason } } : {}) }));
            changed();
          }}
        >
          <p>Devices forget it, picture and all.</p>
        </ReasonDialog>
      )}
    </>
  );
}

interface BulletinRowProps {
  readonly bulletin: Bulletin;
  readonly text: Bulletin['text'];
  readonly resend: () => void;
  readonly recall: () => void;
}

function BulletinRow({ bulletin, text, resend, recall }: BulletinRowProps) {
  const stands = bulletin.state === 'standing';
  const unseen = bulletin.units.some(({ state }) => state !== 'acknowledged');
  return (
    <li class="card">
      <div class="row spread">
        <strong>
          {text ? subjectText[text.subject] : 'Bulletin'} <span class="hint">sent {atClock(bulletin.sentAt)}</span>
        </strong>
        {!stands && <span class="badge locked">{bulletin.state === 'recalled' ? 'Taken back' : 'Over'}</span>}
      </div>
      {text?.caption && (
        <p>
          <Said text={text.caption} />
        </p>
      )}
      {(text?.plate || text?.direction) && (
        <p class="hint">
          {text.plate && (
            <>
              Plate <Said text={text.plate} most={16} />
            </>
          )}
          {text.plate && text.direction && ' · '}
          {text.direction && (
            <>
              Went <Said text={text.direction} most={100} />
            </>
          )}
        </p>
      )}
      <ul class="deliveries" aria-live="polite">
        {bulletin.units.map(({ unit, state }) => (
          <li key={unit} class={`badge ${state === 'acknowledged' ? 'open' : state === 'undelivered' ? 'danger' : 'locked'}`}>
            {deliveryText[state]} <Said text={unit} most={40} />
          </li>
        ))}
      </ul>
      {stands && (
        <div class="row">
          {unseen && (
            <button type="button" onClick={resend}>
              Send again
            </button>
          )}
          <button type="button" onClick={recall}>
            Take back
          </button>
        </div>
      )}
    </li>
  );
}
