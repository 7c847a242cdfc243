import { useSignal } from '@preact/signals';
import { Dialog } from '../../shared/Dialog';
import { useSaving } from '../../shared/form/saving';
import { say } from '../../shared/Toasts';
import { Refusal } from '../form/Refusal';

interface WithdrawProps {
  readonly what: string;
  readonly explains: string;
  readonly doing: (reason: string) => Promise<unknown>;
  readonly done: () => void;
}

/** Takes something back for good, which nobody can undo: so it is asked about, unlike a stop. */
export function Withdraw({ what, explains, doing, done }: WithdrawProps) {
  const open = useSignal(false);
  const understood = useSignal(false);
  const saving = useSaving();
  return (
    <section class="withdraw">
      <button
        type="button"
        class="plain danger-text"
        onClick={() => {
          [open.value, understood.value, saving.problem.value] = [true, false, null];
        }}
      >
        {what}…
      </button>
      {open.value && (
        <Dialog title={what} close={() => (open.value = false)}>
          <form
            class="stack"
            onSubmit={async (event) => {
              event.preventDefault();
              const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
              if (!(await saving.run(() => doing(reason)))) return;
              open.value = false;
              say('It is taken back, and locked.');
              done();
            }}
          >
            <p>{explains}</p>
            <label>
              Why <span class="hint">(optional)</span>
              <input name="reason" maxLength={200} autocomplete="off" />
            </label>
            <label class="inline">
              <input type="checkbox" checked={understood.value} onChange={(event) => (understood.value = event.currentTarget.checked)} />I understand that this
              is for good.
            </label>
            <Refusal saving={saving} />
            <div class="row">
              <button type="submit" class="danger" disabled={!understood.value || saving.busy.value}>
                {what}
              </button>
              <button type="button" onClick={() => (open.value = false)}>
                Keep it
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </section>
  );
}
