import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { say } from '../../shared/Toasts';
import { Switch } from '../form/Switch';
import type { Portal } from '../portal';
import { lookBackOf } from './look-back';
import { everythingOf, setLookBack } from './look-back-setting';

const usual = 5;

/** One switch for how far back police may look: behind it are rules at four levels, of which the fewest minutes count. */
export function LookBack({ portal }: { portal: Portal }) {
  const id = useId();
  const busy = useSignal(false);
  const missed = useSignal<readonly string[]>([]);
  const everything = everythingOf(portal);
  const { fewest, most } = everything ? lookBackOf(everything) : { fewest: 0, most: 0 };
  const typed = useSignal<number | null>(null);
  const minutes = typed.value ?? (most > 0 ? most : usual);
  const on = most > 0;
  const set = async (wanted: number) => {
    busy.value = true;
    missed.value = await setLookBack(portal, wanted);
    busy.value = false;
    typed.value = null;
    if (missed.value.length === 0)
      say(wanted > 0 ? `Police may see up to ${minutesInWords(wanted)} from before an unlock.` : 'Police see nothing from before an unlock.');
  };
  return (
    <section class="card stack" aria-labelledby={id}>
      <div class="camera-head">
        <h2 id={id}>Police may also see minutes from before an unlock</h2>
        <Switch
          on={on}
          set={(wanted) => set(wanted ? minutes : 0)}
          still={() => 'Not changed'}
          labelledBy={id}
          describedBy={`${id}-words`}
          disabled={!portal.mayManage.value}
        />
      </div>
      <p id={`${id}-words`}>
        {!on
          ? 'Police see nothing that was recorded before a camera was unlocked.'
          : fewest === most
            ? `Of every camera, police may ask for up to ${minutesInWords(most)} from before the unlock.`
            : `Not the same for all cameras: from ${fewest} to ${minutesInWords(most)}.`}
      </p>
      {portal.mayManage.value && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            void set(minutes);
          }}
        >
          <label>
            Up to how many minutes
            <input
              type="number"
              min={1}
              max={30}
              required
              value={minutes}
              onInput={(event) => {
                if (!Number.isNaN(event.currentTarget.valueAsNumber)) typed.value = event.currentTarget.valueAsNumber;
              }}
            />
          </label>
          {on && (
            <button type="submit" disabled={busy.value || (fewest === most && minutes === most)}>
              Set for every camera
            </button>
          )}
        </form>
      )}
      {missed.value.length > 0 && (
        <div class="refusal" role="alert">
          <p>Only some of it could be set. The fewest minutes of all rules count, so cameras may allow fewer than you wanted. Not set:</p>
          <ul>
            {missed.value.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

const minutesInWords = (n: number): string => `${n} ${n === 1 ? 'minute' : 'minutes'}`;
