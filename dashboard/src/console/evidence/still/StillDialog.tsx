import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { callTypeName } from '../../../shared/call-types';
import { Dialog } from '../../../shared/Dialog';
import { ApiProblem } from '../../../shared/problem';
import { Said } from '../../../shared/Said';
import { say } from '../../../shared/Toasts';
import type { Grant, Incident } from '../../board';
import type { Room } from '../../room';
import { BoxEditor } from './BoxEditor';
import { BulletinFields } from './BulletinFields';
import type { Box } from './box';
import { draftOf, forgetDraft, most, SendKeys, saysOf, sendBulletin, unitsOf } from './bulletin';
import { burned } from './paint';
import { loadFile, loadStill, type StillPicture, takeStill } from './source';

interface StillDialogProps {
  readonly room: Room;
  readonly incident: Incident;
  /** The camera of which a still is taken as this opens; null to attach an image instead. */
  readonly grant: Grant | null;
  readonly close: () => void;
}

/** A picture, a box on it, words to it, and to whom it goes. Whatever fails meanwhile, what was taken and typed stays. */
export function StillDialog({ room, incident, grant, close }: StillDialogProps) {
  const { incidentId } = incident;
  const accountId = room.page.session.account.value?.id ?? '';
  const draft = useMemo(() => draftOf(accountId, incidentId), [accountId, incidentId]);
  const keys = useMemo(() => new SendKeys(), []);
  const picture = useSignal<StillPicture | null>(null);
  const box = useSignal<Box | null>(null);
  const failed = useSignal<{ readonly what: string; readonly problem: unknown } | null>(null);
  const busy = useSignal<'' | 'taking' | 'sending'>('');
  const clip = useRef<string | null>(null);
  const here = useRef(true);
  useEffect(
    () => () => {
      here.current = false;
      picture.peek()?.bitmap.close();
    },
    [picture],
  );

  const show = (next: StillPicture) => {
    if (!here.current) return next.bitmap.close();
    picture.peek()?.bitmap.close();
    box.value = null;
    picture.value = next;
  };
  const attempt = async (what: string, doing: Exclude<typeof busy.value, ''>, act: () => Promise<void>) => {
    if (busy.peek() !== '') return;
    busy.value = doing;
    failed.value = null;
    try {
      await act();
    } catch (problem) {
      failed.value = { what, problem };
    } finally {
      busy.value = '';
    }
  };
  const take = () =>
    attempt('The still was not taken', 'taking', async () => {
      if (!grant) return;
      // What was taken is not taken again because it could not be shown.
      clip.current ??= (await takeStill(room.api, incidentId, grant.grantId)).clipId;
      show(await loadStill(room.api, clip.current, incident.callType ?? callTypeName(undefined)));
    });
  useEffect(() => {
    if (grant) void take();
  }, []);

  const units = unitsOf(
    incident.units.map(({ id }) => id),
    draft.without.value,
    draft.others.value,
  );
  const faults = [
    ...(picture.value ? [] : [grant ? 'There is no picture yet.' : 'Choose a picture.']),
    ...(units.length === 0 ? ['Choose at least one unit.'] : []),
    ...(units.length > most.units ? [`Choose at most ${most.units} units.`] : []),
  ];
  const send = () =>
    attempt('The bulletin was not sent', 'sending', async () => {
      const still = picture.peek();
      if (!still || faults.length > 0) return;
      const says = saysOf(draft, units);
      const key = keys.keyFor(still.id, box.peek(), says);
      const drawn = box.peek();
      const what = drawn ? { image: await burned(still.bitmap, drawn, still.type) } : still.clipId !== null ? { clipId: still.clipId } : { image: still.file };
      if ('image' in what && what.image.size > most.imageBytes) throw new ApiProblem(413, 'imageTooLarge', 'The picture is larger than 10 MB.');
      await sendBulletin(room.api, incidentId, key, says, what);
      forgetDraft(accountId, incidentId);
      say(`Sent to ${units.join(', ')}.`);
      close();
    });
  const problem = failed.value?.problem;
  return (
    <Dialog title={grant ? 'Send a still' : 'Send an image'} close={close} class="still-dialog">
      <form
        class="still-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div class="stack still-picture">
          {grant && (
            <p class="hint">
              <Said text={grant.feedName} most={100} />
            </p>
          )}
          {picture.value ? (
            <BoxEditor picture={picture.value.bitmap} box={box} label={grant ? 'The still' : 'The image'} />
          ) : (
            <p class="still-none" role="status">
              {busy.value === 'taking' ? 'Taking a still…' : grant ? 'No still yet.' : 'No image yet.'}
            </p>
          )}
          {failed.value && (
            <div class="row problem" role="alert">
              <span>
                {failed.value.what}. {ApiProblem.textOf(problem)}
              </span>
              {grant && !picture.value && (
                <button type="button" onClick={() => void take()}>
                  Try again
                </button>
              )}
            </div>
          )}
          <label>
            {grant ? 'Or attach an image instead' : 'Image'}
            <input
              type="file"
              accept="image/jpeg,image/png"
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                if (file) void attempt('The image was not taken', 'taking', async () => show(await loadFile(file)));
              }}
            />
          </label>
        </div>
        <div class="stack">
          <BulletinFields draft={draft} incident={incident} problem={problem instanceof ApiProblem ? problem : null} />
          <p class="hint" role="status">
            {faults.length > 0 ? faults.join(' ') : `Goes to ${units.length === 1 ? '1 unit' : `${units.length} units`}${box.value ? ', with the box' : ''}.`}
          </p>
          <div class="row">
            <button type="submit" class="primary" disabled={busy.value !== '' || faults.length > 0}>
              {busy.value === 'sending' ? 'Sending…' : 'Send'}
            </button>
            <button type="button" onClick={close}>
              Close
            </button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
