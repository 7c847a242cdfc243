import { useSignal } from '@preact/signals';
import { answerOf, within } from '../../shared/api';
import { atClock, atDay } from '../../shared/clock';
import { download } from '../../shared/download';
import { Said } from '../../shared/Said';
import type { Incident } from '../board';
import type { Room } from '../room';
import { CustodyDialog } from './CustodyDialog';
import { HoldDialog } from './HoldDialog';
import { ReasonDialog } from './ReasonDialog';
import { ViewClipDialog } from './ViewClipDialog';
import { type Clip, clipStateText, kindText, sizeText } from './words';

type Opened = { readonly what: 'view' | 'package' | 'hold' | 'release' | 'custody'; readonly clip: Clip } | null;

/** The clips of an incident, the last asked for first, and what can be done with them. */
export function Clips({ room, incident, clips, changed }: { room: Room; incident: Incident; clips: readonly Clip[]; changed: () => void }) {
  const opened = useSignal<Opened>(null);
  const close = () => {
    opened.value = null;
  };
  const { what, clip } = opened.value ?? {};
  return (
    <>
      <ul class="evidence-list">
        {clips.toReversed().map((each) => (
          <ClipRow key={each.clipId} room={room} incident={incident} clip={each} open={(wanted) => (opened.value = { what: wanted, clip: each })} />
        ))}
      </ul>
      {clip && what === 'view' && <ViewClipDialog room={room} clip={clip} title={titleOf(clip, incident)} callType={incident.callType} close={close} />}
      {clip && what === 'hold' && <HoldDialog room={room} clipId={clip.clipId} done={changed} close={close} />}
      {clip && what === 'custody' && <CustodyDialog room={room} clipId={clip.clipId} close={close} />}
      {clip && what === 'release' && (
        <ReasonDialog
          title="Hold this clip no longer"
          action="Release it"
          dangerous
          close={close}
          act={async (reason) => {
            await answerOf(room.api.POST('/clips/{clipId}/release', { params: { path: { clipId: clip.clipId } }, body: { reason } }));
            changed();
          }}
        >
          <p>It is deleted when its time is over.</p>
        </ReasonDialog>
      )}
      {clip && what === 'package' && (
        <ReasonDialog
          title="Download as evidence"
          action="Download the package"
          close={close}
          act={async (reason) => {
            const zip = await answerOf(
              room.api.POST('/clips/{clipId}/packages', {
                params: { path: { clipId: clip.clipId } },
                body: { reason },
                parseAs: 'blob',
                fetch: within(5 * 60_000),
              }),
            );
            download(zip as unknown as Blob, `${clip.clipId}.zip`);
          }}
        >
          <p>A ZIP of the file, its chain of custody and a signature. That you took it is on record.</p>
        </ReasonDialog>
      )}
    </>
  );
}

const nameOf = (clip: Clip, incident: Incident) => incident.grants.find(({ grantId }) => grantId === clip.grantId)?.feedName;

const titleOf = (clip: Clip, incident: Incident) => `${kindText[clip.kind]}${clip.feedId ? ` · ${nameOf(clip, incident) ?? clip.feedId}` : ''}`;

interface ClipRowProps {
  readonly room: Room;
  readonly incident: Incident;
  readonly clip: Clip;
  readonly open: (what: NonNullable<Opened>['what']) => void;
}

function ClipRow({ room, incident, clip, open }: ClipRowProps) {
  const { kind, state, from, to, content, hold, feedId, reason, expiresAt } = clip;
  const ready = state === 'available';
  return (
    <li class="card">
      <div class="row spread">
        <strong>
          {kindText[kind]}
          {feedId && (
            <>
              {' · '}
              <Said text={nameOf(clip, incident) ?? feedId} most={100} />
            </>
          )}
        </strong>
        <span class={`badge ${ready ? 'open' : state === 'failed' || state === 'quarantined' ? 'danger' : 'warn'}`}>{clipStateText(clip)}</span>
      </div>
      <p class="hint">
        {from && atClock(from)}
        {from && to && ` to ${atClock(to)}`}
        {from && ' · '}
        {content && `${sizeText(content.length)} · `}
        <Said text={reason} most={200} />
        {clip.requestedBy === undefined && ' · kept by the policy'}
        {expiresAt && !hold && ` · kept until ${atDay(expiresAt)}`}
      </p>
      {hold && (
        <p class="hint">
          Held for case <Said text={hold.caseNumber} most={64} />: <Said text={hold.reason} most={200} />
        </p>
      )}
      <div class="row">
        {ready && (
          <>
            <button type="button" onClick={() => open('view')}>
              View
            </button>
            <button type="button" onClick={() => open('package')}>
              Package
            </button>
            {hold ? (
              <button type="button" disabled={!room.isSupervisor} title={room.isSupervisor ? '' : 'A supervisor can'} onClick={() => open('release')}>
                Release
              </button>
            ) : (
              <button type="button" disabled={!room.isSupervisor} title={room.isSupervisor ? '' : 'A supervisor can'} onClick={() => open('hold')}>
                Hold
              </button>
            )}
          </>
        )}
        <button type="button" onClick={() => open('custody')}>
          Custody
        </button>
      </div>
    </li>
  );
}
