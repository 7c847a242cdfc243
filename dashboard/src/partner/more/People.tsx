import { useSignal } from '@preact/signals';
import type { Schemas } from '../../shared/api';
import { atDay } from '../../shared/clock';
import { useSaving } from '../../shared/form/saving';
import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import { attempt, say } from '../../shared/Toasts';
import { Refusal } from '../form/Refusal';
import { Page } from '../Page';
import type { Portal } from '../portal';

type Role = Schemas['PartnerRole'];

const roles: Readonly<Record<Role, string>> = {
  viewer: 'Viewer: sees everything, changes nothing',
  manager: 'Manager: also shares, stops and changes cameras',
  owner: 'Owner: also signs, lets agencies and people in, and leaves',
};

/** Who acts for the partner, and who is invited to. */
export function People({ portal }: { portal: Portal }) {
  const partner = portal.partner.value;
  const saving = useSaving();
  const role = useSignal<Role>('manager');
  const invitation = useSignal<Schemas['InvitationAnswer'] | null>(null);
  const me = portal.page.session.account.value?.id;
  const path = { partnerId: portal.partnerId };
  if (!partner) return null;
  const change = async (what: string, done: string, doing: () => Promise<unknown>) => {
    if (await attempt(what, doing)) say(done);
    await portal.readAgain();
  };
  return (
    <Page title="People">
      <section class="card stack" aria-labelledby="people-list">
        <h2 id="people-list">Who acts for the partner</h2>
        <ul class="people">
          {partner.users.map((user) => (
            <li key={user.id} class="row spread">
              <div>
                <Said text={user.id} most={64} class="mono" /> {user.id === me && <span class="badge">You</span>}
                {!portal.mayOwn.value && <p class="hint">{roles[user.role]}</p>}
              </div>
              {portal.mayOwn.value && (
                <div class="row">
                  <label>
                    <span class="visually-hidden">What {user.id} may do</span>
                    <select
                      value={user.role}
                      onChange={(event) => {
                        const select = event.currentTarget;
                        const wanted = select.value as Role;
                        void change('Not changed', 'It holds.', async () => {
                          try {
                            await portal.api.PUT('/partners/{partnerId}/users/{userId}', {
                              params: { path: { ...path, userId: user.id }, header: portal.about(user.version).header },
                              body: { role: wanted },
                            });
                          } catch (e) {
                            select.value = user.role;
                            throw e;
                          }
                        });
                      }}
                    >
                      {(Object.keys(roles) as Role[]).map((name) => (
                        <option key={name} value={name}>
                          {roles[name].split(':')[0]}
                        </option>
                      ))}
                    </select>
                  </label>
                  <button
                    type="button"
                    class="plain danger-text"
                    onClick={() =>
                      void change('Not removed', 'They act for the partner no longer.', () =>
                        portal.api.DELETE('/partners/{partnerId}/users/{userId}', {
                          params: { path: { ...path, userId: user.id }, header: portal.about(user.version).header },
                        }),
                      )
                    }
                  >
                    {user.id === me ? 'Take me off' : 'Remove'}
                    <span class="visually-hidden"> {user.id}</span>
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
        {partner.invitations.length > 0 && (
          <>
            <h3>Invited</h3>
            <ul>
              {partner.invitations.map((open) => (
                <li key={open.expiresAt}>
                  {roles[open.role].split(':')[0]}, until {atDay(open.expiresAt)}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      {portal.mayOwn.value && (
        <section class="card stack" aria-labelledby="people-invite">
          <h2 id="people-invite">Invite somebody</h2>
          <form
            class="stack"
            onSubmit={async (event) => {
              event.preventDefault();
              const done = await saving.run(async () => {
                const { data } = await portal.api.POST('/partners/{partnerId}/invitations', { params: { path }, body: { role: role.value } });
                invitation.value = data ?? null;
              });
              if (done) await portal.readAgain();
            }}
          >
            <fieldset>
              <legend>As</legend>
              {(Object.keys(roles) as Role[]).map((name) => (
                <label key={name} class="inline">
                  <input type="radio" name="role" checked={role.value === name} onChange={() => (role.value = name)} />
                  {roles[name]}
                </label>
              ))}
            </fieldset>
            <Refusal saving={saving} />
            <button type="submit" class="primary" disabled={saving.busy.value}>
              Make an invitation
            </button>
          </form>
          <div aria-live="polite">{invitation.value && <Made invitation={invitation.value} />}</div>
        </section>
      )}
    </Page>
  );
}

/** An invitation is told once: it is kept nowhere. */
function Made({ invitation }: { invitation: Schemas['InvitationAnswer'] }) {
  const address = new URL(to('invitation', invitation.code), location.href).href;
  return (
    <div class="stack made">
      <p>Send this link to whom you invite, and to nobody else. It is shown only now, and can be used once until {atDay(invitation.expiresAt)}.</p>
      <label>
        Invitation link
        <input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button type="button" onClick={() => void attempt('Not copied', () => navigator.clipboard.writeText(address)).then((done) => done && say('Copied.'))}>
        Copy the link
      </button>
    </div>
  );
}
