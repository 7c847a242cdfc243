import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { answerOf, type Schemas } from '../../shared/api';
import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import { EntryTable } from '../events/EntryTable';
import type { Office } from '../office';
import { usePages } from '../reading/pages';
import { useReading } from '../reading/reading';
import { Listed, Shown } from '../reading/Shown';
import { When } from '../When';
import { DecisionDialog, decisions } from './DecisionDialog';
import { InvitationDialog } from './InvitationDialog';
import { type Decision, decisionsOf, nameOf, type Partner, statuses } from './partners';
import { sharingInWords } from './sharing';

/** One partner: who it is, how far it has come, what it consents to and when it did. */
export function PartnerPage({ office, id }: { office: Office; id: string }) {
  const reading = useReading(async () => {
    const { data, response } = await office.api.GET('/partners/{partnerId}', { params: { path: { partnerId: id } } });
    return { partner: data as Partner, etag: response.headers.get('ETag') ?? '' };
  }, [office, id]);
  const deciding = useSignal<Decision | null>(null);
  const invitation = useSignal<Schemas['InvitationAnswer'] | null>(null);
  return (
    <div class="stack">
      <p>
        <a href={to('partners')}>← All partners</a>
      </p>
      <Shown of={reading} what="The partner">
        {({ partner, etag }) => (
          <>
            <div class="row spread">
              <h1 class="name">
                <Said text={nameOf(partner)} most={100} />
              </h1>
              <span class={`badge ${statuses[partner.status].badge}`}>{statuses[partner.status].words}</span>
            </div>
            {office.changes && decisionsOf[partner.status].length > 0 && (
              <div class="row">
                {decisionsOf[partner.status].map((decision) => (
                  <button key={decision} type="button" class={decisions[decision].button} onClick={() => (deciding.value = decision)}>
                    {decisions[decision].does}
                  </button>
                ))}
              </div>
            )}
            <div class="cards">
              <Profile partner={partner} />
              <Standing partner={partner} />
              <Users partner={partner} />
            </div>
            {deciding.value && (
              <DecisionDialog
                office={office}
                decision={deciding.value}
                partner={partner}
                etag={etag}
                again={reading.again}
                close={() => (deciding.value = null)}
                invited={(answer) => (invitation.value = answer)}
              />
            )}
            {invitation.value && <InvitationDialog invitation={invitation.value} close={() => (invitation.value = null)} />}
            <Timeline key={partner.changedAt} office={office} id={id} />
          </>
        )}
      </Shown>
    </div>
  );
}

function Facts({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card stack">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Profile({ partner: { profile, partnerId } }: { partner: Partner }) {
  const rows = [
    ['Contact', profile?.contact],
    ['Email', profile?.email],
    ['Phone', profile?.phone],
    ['Address', profile?.address],
  ] as const;
  return (
    <Facts title="Who it is">
      <dl class="facts">
        {rows.map(
          ([name, text]) =>
            text && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Said text={text} most={254} />
                </dd>
              </div>
            ),
        )}
        <div>
          <dt>Id</dt>
          <dd class="mono">{partnerId}</dd>
        </div>
      </dl>
      {!profile && <p class="none">Its name was deleted.</p>}
    </Facts>
  );
}

function Standing({ partner }: { partner: Partner }) {
  const agencies = Object.entries(partner.agencies);
  return (
    <Facts title="What it shares">
      <dl class="facts">
        <div>
          <dt>Sites, cameras</dt>
          <dd>
            {partner.sites}, {partner.feeds}
          </dd>
        </div>
        <div>
          <dt>Agreement</dt>
          <dd>
            {partner.agreement ? (
              <>
                version {partner.agreement.version}, signed <When at={partner.agreement.signedAt} />, ends <When at={partner.agreement.endsAt} />
              </>
            ) : (
              'not signed'
            )}
          </dd>
        </div>
        <div>
          <dt>Its rule for all</dt>
          <dd>{partner.status === 'active' ? sharingInWords(partner.sharing) : 'Shares nothing while it is not active.'}</dd>
        </div>
        {agencies.map(([agency, rule]) => (
          <div key={agency}>
            <dt>
              To <Said text={agency} most={64} />
            </dt>
            <dd>{sharingInWords(rule)}</dd>
          </div>
        ))}
      </dl>
    </Facts>
  );
}

function Users({ partner: { users, invitations } }: { partner: Partner }) {
  return (
    <Facts title="Who acts for it">
      {users.length === 0 && invitations.length === 0 && <p class="none">Nobody yet.</p>}
      <ul class="plain">
        {users.map(({ id, role }) => (
          <li key={id}>
            <Said text={id} most={80} /> <span class="hint">{role}</span>
          </li>
        ))}
        {invitations.map(({ role, expiresAt }) => (
          <li key={`${role} ${expiresAt}`}>
            An invitation as {role}{' '}
            <span class="hint">
              open until <When at={expiresAt} />
            </span>
          </li>
        ))}
      </ul>
    </Facts>
  );
}

function Timeline({ office, id }: { office: Office; id: string }) {
  const pages = usePages(
    (after) => answerOf(office.api.GET('/partners/{partnerId}/timeline', { params: { path: { partnerId: id }, query: after ? { after } : {} } })),
    [office, id],
  );
  return (
    <section class="stack" aria-labelledby="consent">
      <h2 id="consent">What was decided about it</h2>
      <Listed of={pages} what="The timeline" none="Nothing yet.">
        {(entries) => <EntryTable items={entries.map((entry) => ({ timeline: `partners/${id}`, entry }))} caption="Every decision, oldest first" />}
      </Listed>
    </section>
  );
}
