import { useSignal } from '@preact/signals';
import { answerOf, type Schemas } from '../../shared/api';
import { callTypeName } from '../../shared/call-types';
import { second, serverClock } from '../../shared/clock';
import { Dialog } from '../../shared/Dialog';
import { useSaving } from '../../shared/form/saving';
import { ApiProblem } from '../../shared/problem';
import type { Room } from '../room';
import { saveFrom } from './save';
import type { Clip } from './words';

type Link = Schemas['ClipLinkAnswer'];

/** Shows a clip, once one has said why one looks: each link is on its chain of custody. */
export function ViewClipDialog({
  room,
  clip,
  title,
  callType,
  close,
}: {
  room: Room;
  clip: Clip;
  title: string;
  callType: string | undefined;
  close: () => void;
}) {
  const reason = useSignal(callTypeName(callType));
  const link = useSignal<Link | null>(null);
  const { busy, problem, run } = useSaving();
  const ask = async (purpose: 'view' | 'download') => {
    if (reason.peek().trim() === '') return;
    await run(async () => {
      const given = await answerOf(
        room.api.POST('/clips/{clipId}/links', { params: { path: { clipId: clip.clipId } }, body: { purpose, reason: reason.peek().trim() } }),
      );
      if (purpose === 'download') saveFrom(given.url);
      else link.value = given;
    });
  };
  const over = link.value !== null && Math.max(second.value, serverClock.now()) >= Date.parse(link.value.expiresAt);
  const playable = clip.content?.contentType !== 'video/x-msvideo';
  return (
    <Dialog title={title} close={close} class="clip-dialog">
      <form
        class="stack evidence-form"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(playable ? 'view' : 'download');
        }}
      >
        {link.value && !over && <Media link={link.value} title={title} failed={(e) => (problem.value = e)} />}
        {over && <p role="status">The link is over. Look again for another.</p>}
        {!playable && <p>Browsers do not play AVI files: download it to watch it.</p>}
        <label>
          Why do you look at it?
          <input data-first required maxLength={200} dir="auto" value={reason.value} onInput={(event) => (reason.value = event.currentTarget.value)} />
        </label>
        <p class="hint">Your reason goes on the clip’s chain of custody.</p>
        {problem.value !== null && (
          <p class="problem" role="alert">
            {ApiProblem.textOf(problem.value)}
          </p>
        )}
        <div class="row">
          {playable && (
            <button type="submit" class="primary" disabled={busy.value}>
              {link.value ? 'Look again' : 'Look at it'}
            </button>
          )}
          <button type="button" class={playable ? '' : 'primary'} disabled={busy.value} onClick={() => void ask('download')}>
            Download it
          </button>
          <button type="button" onClick={close}>
            Close
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Media({ link, title, failed }: { link: Link; title: string; failed: (problem: ApiProblem) => void }) {
  const broken = () => failed(new ApiProblem(0, 'unreachable', 'The clip cannot be shown: the server cannot be reached, or the link is over.'));
  return link.contentType.startsWith('image/') ? (
    <img class="clip-media" src={link.url} alt={title} onError={broken} />
  ) : (
    <video class="clip-media" src={link.url} aria-label={title} controls autoplay muted playsInline onError={broken} />
  );
}
