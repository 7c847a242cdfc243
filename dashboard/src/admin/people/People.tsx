import { useSignal } from '@preact/signals';
import { answerOf, type Schemas } from '../../shared/api';
import { Dialog } from '../../shared/Dialog';
import { useSaving } from '../../shared/form/saving';
import { Said } from '../../shared/Said';
import { say } from '../../shared/Toasts';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { usePages } from '../reading/pages';
import { Listed } from '../reading/Shown';
import { Scroll } from '../Scroll';
import { PersonDialog } from './PersonDialog';
import { shiftInWords } from './shift';

type Person = Schemas['Person'];

/** The directory: whose badge, name and shift stand behind the opaque ids in the log. */
export function People({ office }: { office: Office }) {
  const turn = useSignal(0);
  const text = useSignal('');
  const edited = useSignal<Person | 'new' | null>(null);
  const removed = useSignal<Person | null>(null);
  const pages = usePages((after) => answerOf(office.api.GET('/people', { params: { query: after ? { after } : {} } })), [office, turn.value], true);
  const words = text.value.trim().toLowerCase();
  return (
    <div class="stack">
      <div class="row spread">
        <h1>People</h1>
        <button type="button" class="primary" onClick={() => (edited.value = 'new')}>
          List somebody
        </button>
      </div>
      <p class="hint">Who stands behind the opaque ids in the log. It is kept beside the log and never in it: whoever is removed here is nobody there.</p>
      <div class="row filters">
        <label>
          Find
          <input type="search" placeholder="Id, badge or name" value={text.value} onInput={(e) => (text.value = e.currentTarget.value)} />
        </label>
      </div>
      <Listed of={pages} what="The directory" none="Nobody is listed yet.">
        {(people) => (
          <Scroll label="The directory">
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">Id</th>
                  <th scope="col">Badge</th>
                  <th scope="col">Name</th>
                  <th scope="col">Shift</th>
                  <th scope="col">
                    <span class="visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {people
                  .filter(({ id, badge, name }) => [id, badge, name].join(' ').toLowerCase().includes(words))
                  .map((person) => (
                    <tr key={person.id}>
                      <th scope="row">
                        <Said text={person.id} most={128} />
                      </th>
                      <td>{person.badge && <Said text={person.badge} most={32} />}</td>
                      <td>{person.name && <Said text={person.name} most={100} />}</td>
                      <td>{shiftInWords(person.shift)}</td>
                      <td class="actions">
                        <button type="button" class="small" aria-label={`Change ${person.id}`} onClick={() => (edited.value = person)}>
                          Change
                        </button>
                        <button type="button" class="small" aria-label={`Remove ${person.id}`} onClick={() => (removed.value = person)}>
                          Remove
                        </button>
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Listed>
      {edited.value && (
        <PersonDialog
          office={office}
          person={edited.value === 'new' ? null : edited.value}
          close={() => (edited.value = null)}
          saved={() => {
            edited.value = null;
            turn.value++;
          }}
        />
      )}
      {removed.value && (
        <RemoveDialog
          office={office}
          person={removed.value}
          close={() => (removed.value = null)}
          done={() => {
            removed.value = null;
            turn.value++;
          }}
        />
      )}
    </div>
  );
}

function RemoveDialog({ office, person, close, done }: { office: Office; person: Person; close: () => void; done: () => void }) {
  const saving = useSaving();
  const remove = async () => {
    if (!(await saving.run(() => office.api.DELETE('/people/{personId}', { params: { path: { personId: person.id } } })))) return;
    say('Removed.');
    done();
  };
  return (
    <Dialog title="Remove from the directory?" close={close}>
      <div class="stack">
        <p>
          <strong>
            <Said text={person.name ?? person.id} most={128} />
          </strong>
        </p>
        <p>The log goes on to name the opaque id, which then says nothing of who it was. This cannot be taken back.</p>
        <Failure problem={saving.problem.value} />
        <div class="row">
          <button type="button" class="danger" disabled={saving.busy.value} onClick={() => void remove()}>
            Remove
          </button>
          <button type="button" onClick={close}>
            Cancel
          </button>
        </div>
      </div>
    </Dialog>
  );
}
