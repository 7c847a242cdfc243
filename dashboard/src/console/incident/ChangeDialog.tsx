import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Dialog } from '../../shared/Dialog';
import { ApiProblem } from '../../shared/problem';

export interface Change {
  readonly title: string;
  /** What it does, before it is done. */
  readonly says: string;
  readonly button: string;
  readonly danger?: boolean;
  /** The minutes that are offered; absent when none are asked for. */
  readonly minutes?: number;
  /** Whether a reason must be given. */
  readonly reason: 'required' | 'optional';
  readonly do: (reason: string, minutes: number) => Promise<unknown>;
}

/** Asks for the reason of a change and does it. What is refused is said in the API's words, and what was typed stays. */
export function ChangeDialog({ change, close }: { change: Change; close: () => void }) {
  const [reason, minutes] = [useSignal(''), useSignal(change.minutes ?? 0)];
  const [failed, busy] = [useSignal<unknown>(null), useSignal(false)];
  const id = useId();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    failed.value = null;
    try {
      await change.do(reason.value.trim(), minutes.value);
      close();
    } catch (e) {
      failed.value = e;
    } finally {
      busy.value = false;
    }
  };
  const wrong = (field: string) =>
    failed.value instanceof ApiProblem ? failed.value.errors.find(({ path }) => path.replace(/^\$\.?/, '') === field)?.detail : undefined;
  const beside = (field: string) =>
    wrong(field) !== undefined && (
      <span id={`${id}-${field}`} class="field-error" role="alert">
        {wrong(field)}
      </span>
    );
  const described = (field: string) => (wrong(field) === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-${field}` });
  const elsewhere = failed.value !== null && wrong('reason') === undefined && wrong('minutes') === undefined;
  return (
    <Dialog title={change.title} close={close}>
      <form class="stack" onSubmit={submit}>
        <p>{change.says}</p>
        {change.minutes !== undefined && (
          <label>
            Minutes more
            <input
              type="number"
              required
              min={1}
              max={1440}
              value={minutes.value}
              onInput={(event) => {
                minutes.value = event.currentTarget.valueAsNumber;
              }}
              {...described('minutes')}
            />
            {beside('minutes')}
          </label>
        )}
        <label>
          {change.reason === 'required' ? 'Reason' : 'Reason (optional)'}
          <input
            data-first
            required={change.reason === 'required'}
            maxLength={200}
            autocomplete="off"
            value={reason.value}
            onInput={(event) => {
              reason.value = event.currentTarget.value;
            }}
            {...described('reason')}
          />
          {beside('reason')}
          <span class="hint">It stays on the incident’s record.</span>
        </label>
        {elsewhere && <p role="alert">{ApiProblem.textOf(failed.value)}</p>}
        <div class="row">
          <button type="submit" class={change.danger ? 'danger' : 'primary'} aria-disabled={busy.value}>
            {change.button}
          </button>
          <button type="button" onClick={close}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
