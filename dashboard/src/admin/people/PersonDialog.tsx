import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { allOf, answerOf, type Schemas } from '../../shared/api';
import { Dialog } from '../../shared/Dialog';
import { Field } from '../../shared/form/Field';
import { faultsOf, isStale } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { ApiProblem } from '../../shared/problem';
import { Said } from '../../shared/Said';
import { say } from '../../shared/Toasts';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { newStretch, type PersonDraft, personBody, personDraft, type StretchDraft, shiftInWords, week } from './shift';

type Person = Schemas['Person'];

interface PersonDialogProps {
  readonly office: Office;
  /** Whom it is about; null for somebody who is not listed yet. */
  readonly person: Person | null;
  readonly close: () => void;
  readonly saved: () => void;
}

const timeZones = Intl.supportedValuesOf('timeZone');

/** Lists somebody, or changes what is listed. */
export function PersonDialog({ office, person, close, saved }: PersonDialogProps) {
  const zones = useId();
  const draft = office.drafts.of<PersonDraft>(`person ${person?.id ?? ''}`);
  const first = useMemo(() => personDraft(person ?? {}, Intl.DateTimeFormat().resolvedOptions().timeZone), [person]);
  const value = draft.value ?? first;
  /** What is listed of them, as far as whoever sits here has seen it. */
  const seen = useSignal<Person | null>(person);
  const saving = useSaving();
  const { id, badge, name, timeZone, hours } = value;
  const set = (part: Partial<PersonDraft>) => {
    draft.value = { ...value, ...part };
  };
  const leave = () => {
    draft.value = null;
    close();
  };
  const setStretch = (key: number, part: Partial<StretchDraft>) =>
    set({ hours: hours.map((stretch) => (stretch.key === key ? { ...stretch, ...part } : stretch)) });
  const errors = faultsOf(saving.problem.value);
  const missing = saving.problem.value !== null && !id.trim();
  /** The API lists over whatever is listed: so what is there must be what was seen. */
  const look = async () => {
    const people = await allOf((after) => answerOf(office.api.GET('/people', { params: { query: after ? { after } : {} } })));
    const listed = people.find((other) => other.id === id.trim()) ?? null;
    const known = seen.peek()?.id === id.trim() ? seen.peek() : null;
    seen.value = listed;
    if (JSON.stringify(listed) !== JSON.stringify(known)) throw new ApiProblem(412, 'changed', 'Listed otherwise meanwhile');
  };
  const submit = async () => {
    const done = await saving.run(async () => {
      if (!id.trim()) throw new Error('the id is missing');
      await look();
      await office.api.PUT('/people/{personId}', { params: { path: { personId: id.trim() } }, body: personBody(value) });
    });
    if (!done) return;
    draft.value = null;
    say('Listed.');
    saved();
  };
  return (
    <Dialog title={person ? 'Change what is listed' : 'List somebody'} close={leave} class="wide">
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="fields">
          <Field label="Id" hint="The opaque id by which tokens name them." fault={missing ? 'Say whom' : undefined}>
            {(tied) => (
              <input {...tied} autocomplete="off" maxLength={128} readOnly={person !== null} value={id} onInput={(e) => set({ id: e.currentTarget.value })} />
            )}
          </Field>
          <Field label="Badge" fault={errors['badge']}>
            {(tied) => <input {...tied} autocomplete="off" maxLength={32} value={badge} onInput={(e) => set({ badge: e.currentTarget.value })} />}
          </Field>
          <Field label="Name" fault={errors['name']}>
            {(tied) => <input {...tied} autocomplete="off" maxLength={100} value={name} onInput={(e) => set({ name: e.currentTarget.value })} />}
          </Field>
        </div>
        <fieldset class="stack">
          <legend>Shift</legend>
          {hours.length === 0 && <p class="none">No shift: use at any hour is not odd.</p>}
          {errors['shift.hours'] && <p class="fault">{errors['shift.hours']}</p>}
          {hours.map(({ key, days, from, to }, index) => (
            <div key={key} class="stretch">
              <fieldset class="row days">
                <legend class="visually-hidden">Days of stretch {index + 1}</legend>
                {week.map((day) => (
                  <label key={day} class="inline">
                    <input
                      type="checkbox"
                      checked={days.includes(day)}
                      onChange={(e) => setStretch(key, { days: e.currentTarget.checked ? [...days, day] : days.filter((other) => other !== day) })}
                    />
                    {day.slice(0, 3)}
                  </label>
                ))}
                {errors[`shift.hours[${index}].days`] && <span class="fault">{errors[`shift.hours[${index}].days`]}</span>}
              </fieldset>
              <Field label="From" fault={errors[`shift.hours[${index}].from`]}>
                {(tied) => <input {...tied} type="time" value={from} onInput={(e) => setStretch(key, { from: e.currentTarget.value })} />}
              </Field>
              <Field label="To" fault={errors[`shift.hours[${index}].to`]}>
                {(tied) => <input {...tied} type="time" value={to} onInput={(e) => setStretch(key, { to: e.currentTarget.value })} />}
              </Field>
              <button
                type="button"
                class="small"
                aria-label={`Remove stretch ${index + 1}`}
                onClick={() => set({ hours: hours.filter((stretch) => stretch.key !== key) })}
              >
                Remove
              </button>
            </div>
          ))}
          <div class="row">
            <button type="button" onClick={() => set({ hours: [...hours, newStretch()] })}>
              Add hours
            </button>
          </div>
          {hours.length > 0 && (
            <Field label="Time zone" fault={errors['shift.timeZone']}>
              {(tied) => (
                <input {...tied} list={zones} maxLength={64} autocomplete="off" value={timeZone} onInput={(e) => set({ timeZone: e.currentTarget.value })} />
              )}
            </Field>
          )}
          <datalist id={zones}>
            {timeZones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </fieldset>
        {isStale(saving.problem.value) ? (
          <Listed person={seen.value} />
        ) : (
          !missing && (
            <Failure problem={saving.problem.value} shown={(path) => /^(badge|name|shift(\.timeZone|\.hours(\[\d+\]\.(days|from|to))?))$/.test(path)} />
          )
        )}
        <div class="row">
          <button type="submit" class="primary" disabled={saving.busy.value}>
            Save
          </button>
          <button type="button" onClick={leave}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Says what somebody else has listed while one was typing. */
function Listed({ person }: { person: Person | null }) {
  return (
    <div class="failure stack" role="alert">
      {person ? (
        <>
          <p>Somebody else has listed them meanwhile, and nothing was saved. What stands now:</p>
          <p>
            <Said text={[person.name, person.badge && `badge ${person.badge}`, shiftInWords(person.shift)].filter(Boolean).join('; ') || person.id} />
          </p>
        </>
      ) : (
        <p>Somebody else has removed them meanwhile, and nothing was saved.</p>
      )}
      <p>What you typed is still here: save again to list it so.</p>
    </div>
  );
}
