import { useSignal } from '@preact/signals';
import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import type { Office } from '../office';
import { Listed } from '../reading/Shown';
import { Scroll } from '../Scroll';
import { When } from '../When';
import { useAllPartners } from './all-partners';
import { PartnerPage } from './PartnerPage';
import { findPartners, nameOf, type Partner, type PartnerStatus, statuses } from './partners';

/** Those who take part or want to: all of them, or one. */
export function PartnersSection({ office, id }: { office: Office; id: string | undefined }) {
  return id ? <PartnerPage key={id} office={office} id={id} /> : <PartnerList office={office} />;
}

/** How many rows are drawn at first, and with each “Show more”. */
const rows = 100;

function PartnerList({ office }: { office: Office }) {
  const pages = useAllPartners(office);
  const text = useSignal('');
  const status = useSignal<PartnerStatus | ''>('');
  const most = useSignal(rows);
  const waiting = pages.items.value.filter((partner) => partner.status === 'applied').length;
  // What is not read yet may be anything.
  const soFar = pages.hasMore.value ? ' so far' : '';
  return (
    <div class="stack">
      <h1>Applications and partners</h1>
      <div class="row filters">
        <label>
          Find
          <input
            type="search"
            value={text.value}
            placeholder="Name, contact or id"
            onInput={(e) => {
              text.value = e.currentTarget.value;
              most.value = rows;
            }}
          />
        </label>
        <label>
          Status
          <select value={status.value} onChange={(e) => (status.value = e.currentTarget.value as PartnerStatus | '')}>
            <option value="">All</option>
            {Object.entries(statuses).map(([key, { words }]) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <p class="count" role="status">
          {waiting === 0 ? `No application waits${soFar}.` : `${waiting} ${waiting === 1 ? 'application waits' : 'applications wait'} for a decision${soFar}.`}
        </p>
      </div>
      <Listed of={pages} what="The partners" none="Nobody has applied yet.">
        {(partners) => {
          const found = findPartners(partners, text.value, status.value);
          return found.length === 0 ? (
            <p class="none">Nobody{soFar} is called so.</p>
          ) : (
            <>
              <Table partners={found.slice(0, most.value)} />
              <p class="hint">
                {Math.min(most.value, found.length)} of {found.length}
                {soFar}
              </p>
              {found.length > most.value && (
                <button type="button" onClick={() => (most.value += rows)}>
                  Show {Math.min(rows, found.length - most.value)} more
                </button>
              )}
            </>
          );
        }}
      </Listed>
    </div>
  );
}

function Table({ partners }: { partners: readonly Partner[] }) {
  return (
    <Scroll label="Partners">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Partner</th>
            <th scope="col">Status</th>
            <th scope="col">Contact</th>
            <th scope="col" class="number">
              Sites
            </th>
            <th scope="col" class="number">
              Cameras
            </th>
            <th scope="col">Changed</th>
          </tr>
        </thead>
        <tbody>
          {partners.map((partner) => (
            <tr key={partner.partnerId}>
              <th scope="row">
                <a href={to('partners', partner.partnerId)}>
                  <Said text={nameOf(partner)} most={100} />
                </a>
              </th>
              <td>
                <span class={`badge ${statuses[partner.status].badge}`}>{statuses[partner.status].words}</span>
              </td>
              <td>{partner.profile?.contact && <Said text={partner.profile.contact} most={100} />}</td>
              <td class="number">{partner.sites}</td>
              <td class="number">{partner.feeds}</td>
              <td>
                <When at={partner.changedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
