import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { answerOf } from '../../shared/api';
import { ApiProblem } from '../../shared/problem';
import type { Incident } from '../board';
import { useKey } from '../keys';
import type { Room } from '../room';
import { focusedGrant } from '../wall/focus';
import { AskClipDialog } from './AskClipDialog';
import { Bulletins } from './Bulletins';
import { Clips } from './Clips';
import { type Reading, useReading } from './reading';
import { StillDialog } from './still/StillDialog';
import { stillsTaken } from './still/source';
import './evidence.css';

/** Nobody is told of a still that somebody else took. In ms. */
const clipsEvery = 10_000;

/** What was sent to units, and what is kept of the incident's cameras. */
export function Evidence({ room, incident }: { room: Room; incident: Incident }) {
  const { incidentId, version } = incident;
  const opened = useSignal<'' | 'clip' | 'image'>('');
  const close = () => {
    opened.value = '';
  };
  const path = { params: { path: { incidentId } } };
  // Texts change when there is another bulletin or one ends; clips, when anything does, or a notice tells.
  const standing = (incident.bulletins ?? []).map(({ bulletinId, state }) => `${bulletinId}${state}`).join();
  const isLive = room.live.value === 'live';
  const sent = useReading(async () => (await answerOf(room.api.GET('/incidents/{incidentId}/bulletins', path))).items, `${standing}${isLive}`);
  const clips = useReading(
    async () => (await answerOf(room.api.GET('/incidents/{incidentId}/clips', path))).items,
    `${version}${isLive}${stillsTaken.value}`,
    clipsEvery,
  );
  const { read } = clips;
  useEffect(() => room.onClip((_, of) => of === incidentId && read()), [room, incidentId]);

  const seen = incident.grants.filter(({ unlockedAt }) => unlockedAt !== undefined);
  useKey('c', 'Ask for a clip', seen.length > 0 ? () => (opened.value = 'clip') : null);
  const bulletins = incident.bulletins ?? [];
  return (
    <section class="evidence" aria-labelledby="evidence-title">
      <h2 id="evidence-title">Evidence</h2>
      <div class="evidence-halves">
        <section class="stack" aria-labelledby="bulletins-title">
          <header class="row spread">
            <h3 id="bulletins-title">Bulletins</h3>
            <button type="button" onClick={() => (opened.value = 'image')}>
              Send an image
            </button>
          </header>
          <Unread reading={sent} what="What they say" />
          {bulletins.length === 0 ? (
            <p class="hint">None sent.{incident.status === 'open' && ' Press s for a still of the camera you look at.'}</p>
          ) : (
            <Bulletins
              room={room}
              incident={incident}
              texts={new Map((sent.value ?? []).map(({ bulletinId, text }) => [bulletinId, text]))}
              changed={sent.read}
            />
          )}
        </section>
        <section class="stack" aria-labelledby="clips-title">
          <header class="row spread">
            <h3 id="clips-title">Clips</h3>
            <button type="button" disabled={seen.length === 0} onClick={() => (opened.value = 'clip')}>
              Ask for a clip
            </button>
          </header>
          <Unread reading={clips} what="The list" />
          {clips.value?.length === 0 && <p class="hint">None yet.</p>}
          {clips.value && <Clips room={room} incident={incident} clips={clips.value} changed={clips.read} />}
        </section>
      </div>
      {opened.value === 'image' && <StillDialog room={room} incident={incident} grant={null} close={close} />}
      {opened.value === 'clip' && <AskClipDialog room={room} incident={incident} grants={seen} first={focusedGrant.peek()} asked={clips.read} close={close} />}
    </section>
  );
}

function Unread({ reading, what }: { reading: Reading<unknown>; what: string }) {
  if (reading.problem === null) return null;
  return (
    <div class="row problem" role="alert">
      <span>
        {what} could not be read. {ApiProblem.textOf(reading.problem)}
      </span>
      <button type="button" onClick={reading.read}>
        Try again
      </button>
    </div>
  );
}
