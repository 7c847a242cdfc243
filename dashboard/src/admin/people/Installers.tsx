import type { Schemas } from '../../shared/api';
import { Field } from '../../shared/form/Field';
import { faultOf, isStale } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { Said } from '../../shared/Said';
import { say } from '../../shared/Toasts';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { useReading } from '../reading/reading';
import { Shown } from '../reading/Shown';
import { type InstallerDraft, type InstallersDraft, installersBody, installersDraft, newInstaller, withFirst } from './installers';

interface Standing {
  readonly answer: Schemas['InstallersAnswer'];
  readonly etag: string;
}

/** The companies that the program lets install cameras, and who acts for each. */
export function Installers({ office }: { office: Office }) {
  const reading = useReading(async (): Promise<Standing> => {
    const { data, response } = await office.api.GET('/installers');
    return { answer: data as Schemas['InstallersAnswer'], etag: response.headers.get('ETag') ?? '' };
  }, [office]);
  return (
    <div class="stack">
      <h1>Installers</h1>
      <p class="hint">
        The first is asked where nobody names another. Whoever acts for an installer does so by the opaque id of their account, and for one only.
      </p>
      <Shown of={reading} what="The list">
        {(standing) => (office.changes ? <Form office={office} standing={standing} again={reading.again} /> : <List installers={standing.answer.installers} />)}
      </Shown>
    </div>
  );
}

function List({ installers }: { installers: readonly Schemas['InstallerView'][] }) {
  return (
    <ol class="plain stack">
      {installers.map(({ id, users }) => (
        <li key={id} class="card">
          <strong>{id}</strong>
          <ul>
            {(users ?? []).map((user) => (
              <li key={user}>
                <Said text={user} most={64} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Form({ office, standing, again }: { office: Office; standing: Standing; again: () => Promise<void> }) {
  const draft = office.drafts.of<InstallersDraft>('installers');
  const saving = useSaving();
  const value = draft.value ?? installersDraft(standing.answer.installers, standing.etag);
  const set = (installers: readonly InstallerDraft[]) => {
    draft.value = { ...value, installers };
  };
  const change = (key: number, part: Partial<InstallerDraft>) =>
    set(value.installers.map((installer) => (installer.key === key ? { ...installer, ...part } : installer)));
  const isBehind = standing.etag !== value.etag;
  const faultAt = (index: number, name: string) => faultOf(saving.problem.value, `installers[${index}].${name}`);
  const submit = async () => {
    const done = await saving.run(async () => {
      try {
        await office.api.PUT('/installers', { params: { header: { 'If-Match': value.etag } }, body: installersBody(value) });
      } catch (e) {
        if (isStale(e)) await again();
        throw e;
      }
    });
    if (!done) return;
    draft.value = null;
    say('The list stands from now on.');
    await again();
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {isBehind && (
        <div class="trouble" role="alert">
          <div>
            <p>
              <strong>Somebody else has put another list in place meanwhile.</strong> What you typed is still here; this is what stands now:
            </p>
            <List installers={standing.answer.installers} />
          </div>
          <button
            type="button"
            onClick={() => {
              draft.value = { ...value, etag: standing.etag };
              saving.problem.value = null;
            }}
          >
            Replace theirs with mine
          </button>
        </div>
      )}
      {value.installers.map(({ key, id, users }, index) => (
        <fieldset key={key} class="stack">
          <legend>{id || 'New installer'}</legend>
          <div class="fields">
            <Field label="Id" hint="Lower case letters, digits and hyphens." fault={faultAt(index, 'id')}>
              {(tied) => <input {...tied} autocomplete="off" maxLength={64} value={id} onInput={(e) => change(key, { id: e.currentTarget.value })} />}
            </Field>
            <Field label="Who acts for it" hint="One opaque id a line." fault={faultAt(index, 'users')}>
              {(tied) => <textarea {...tied} rows={3} value={users} onInput={(e) => change(key, { users: e.currentTarget.value })} />}
            </Field>
          </div>
          <div class="row">
            {index > 0 && (
              <button type="button" onClick={() => set(withFirst(value.installers, key))}>
                Make it the first
              </button>
            )}
            <button type="button" onClick={() => set(value.installers.filter((installer) => installer.key !== key))}>
              Remove {id}
            </button>
          </div>
        </fieldset>
      ))}
      <Failure problem={saving.problem.value} shown={(path) => /^installers\[\d+\]\.(id|users)/.test(path)} />
      <div class="row">
        <button type="button" onClick={() => set([...value.installers, newInstaller()])}>
          Add an installer
        </button>
        <button type="submit" class="primary" disabled={saving.busy.value || isBehind || draft.value === null}>
          Put this list in place
        </button>
        {draft.value && (
          <button
            type="button"
            onClick={() => {
              draft.value = null;
              saving.problem.value = null;
            }}
          >
            Drop my changes
          </button>
        )}
      </div>
    </form>
  );
}
