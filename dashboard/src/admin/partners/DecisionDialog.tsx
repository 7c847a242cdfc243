import type { Schemas } from '../../shared/api';
import { answerOf } from '../../shared/api';
import { Dialog } from '../../shared/Dialog';
import { Field } from '../../shared/form/Field';
import { faultOf, isOf, isStale } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { Said } from '../../shared/Said';
import { say } from '../../shared/Toasts';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { type Decision, nameOf, type Partner } from './partners';

/** What each decision is called, and what it does to the partner. */
export const decisions = {
  approve: {
    does: 'Approve',
    button: 'primary',
    means: 'It gets an invitation for its first owner, who then signs the agreement. Nothing is shared before.',
    done: 'Approved.',
  },
  decline: { does: 'Decline', button: '', means: 'It does not take part. What people call it is deleted after a while.', done: 'Declined.' },
  invite: {
    does: 'Invite its owner again',
    button: '',
    means: 'Whoever accepts the new invitation becomes its owner. Those told before are good until they run out.',
    done: 'Invited.',
  },
  suspend: {
    does: 'Suspend',
    button: 'danger',
    means: 'What is unlocked of it is locked at once, and nothing of it unlocks until it is reinstated.',
    done: 'Suspended. Nothing of it is unlocked.',
  },
  reinstate: { does: 'Reinstate', button: 'primary', means: 'It shares again, as its owner’s rules say.', done: 'Reinstated.' },
} as const satisfies Record<Decision, { does: string; button: string; means: string; done: string }>;

interface DecisionDraft {
  readonly reason: string;
  readonly onlySome: boolean;
  readonly agencies: string;
}

interface DecisionDialogProps {
  readonly office: Office;
  readonly decision: Decision;
  readonly partner: Partner;
  readonly etag: string;
  readonly again: () => Promise<void>;
  readonly close: () => void;
  readonly invited: (invitation: Schemas['InvitationAnswer']) => void;
}

/** Decides about a partner. What was typed stays until it is done or canceled, whatever becomes of the sign-in. */
export function DecisionDialog({ office, decision, partner, etag, again, close, invited }: DecisionDialogProps) {
  const { does, button, means, done } = decisions[decision];
  const draft = office.drafts.of<DecisionDraft>(`${decision} ${partner.partnerId}`);
  const { reason, onlySome, agencies } = draft.value ?? { reason: '', onlySome: false, agencies: '' };
  const put = (part: Partial<DecisionDraft>) => {
    draft.value = { reason, onlySome, agencies, ...part };
  };
  const leave = () => {
    draft.value = null;
    close();
  };
  const saving = useSaving();
  const params = { path: { partnerId: partner.partnerId }, header: { 'If-Match': etag } };
  const named = agencies
    .split(/[\s,;]+/)
    .map((agency) => agency.trim())
    .filter(Boolean);
  const decide = async () => {
    if (decision === 'approve') {
      const body = onlySome ? { agencies: named } : {};
      invited(await answerOf(office.api.POST('/partners/{partnerId}/approve', { params, body })));
    } else if (decision === 'invite') {
      invited(await answerOf(office.api.POST('/partners/{partnerId}/invitations', { params: { path: params.path }, body: { role: 'owner' } })));
    } else {
      const body = { reason: reason.trim() };
      await (decision === 'decline'
        ? office.api.POST('/partners/{partnerId}/decline', { params, body })
        : decision === 'suspend'
          ? office.api.POST('/partners/{partnerId}/suspend', { params, body })
          : office.api.POST('/partners/{partnerId}/reinstate', { params, body }));
    }
  };
  const submit = async () => {
    const isDone = await saving.run(async () => {
      try {
        await decide();
      } catch (e) {
        if (isStale(e)) await again();
        throw e;
      }
    });
    if (!isDone) return;
    say(done);
    leave();
    await again();
  };
  return (
    <Dialog title={`${does}?`} close={leave}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>
          <strong>
            <Said text={nameOf(partner)} most={100} />
          </strong>
        </p>
        <p>{means}</p>
        {decision === 'approve' ? (
          <fieldset class="stack">
            <legend>Which agencies its agreement will let in</legend>
            <label class="inline">
              <input type="radio" name="agencies" checked={!onlySome} onChange={() => put({ onlySome: false })} /> All of the program
            </label>
            <label class="inline">
              <input type="radio" name="agencies" checked={onlySome} onChange={() => put({ onlySome: true })} /> Only some
            </label>
            {onlySome && (
              <Field label="Their ids" hint="Such as cpd; several with commas." fault={faultOf(saving.problem.value, 'agencies')}>
                {(tied) => <input {...tied} autocomplete="off" value={agencies} onInput={(e) => put({ agencies: e.currentTarget.value })} />}
              </Field>
            )}
          </fieldset>
        ) : (
          decision !== 'invite' && (
            <Field label="Why" hint="Stays on record; the partner can read it." fault={faultOf(saving.problem.value, 'reason')}>
              {(tied) => <input {...tied} maxLength={200} value={reason} onInput={(e) => put({ reason: e.currentTarget.value })} />}
            </Field>
          )
        )}
        {isStale(saving.problem.value) ? (
          <p class="failure" role="alert">
            Somebody else changed this partner meanwhile, and nothing was done. What is shown is how it stands now: look at it, then decide again. What you
            typed is still here.
          </p>
        ) : (
          <Failure problem={saving.problem.value} shown={(path) => isOf('reason', path) || isOf('agencies', path)} />
        )}
        <div class="row">
          <button type="submit" class={button || 'primary'} disabled={saving.busy.value}>
            {does}
          </button>
          <button type="button" onClick={leave}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
