import { useSignal } from '@preact/signals';
import { answerOf, type Schemas } from '../../shared/api';
import { callTypeName, callTypes } from '../../shared/call-types';
import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import type { Office } from '../office';
import { usePages } from '../reading/pages';
import { Listed } from '../reading/Shown';
import { When } from '../When';
import { TimeSpan } from './TimeSpan';
import { spanOf } from './times';

interface Search {
  readonly from: string;
  readonly to: string;
  readonly callType: string;
  readonly number: string;
  readonly status: '' | 'open' | 'closed';
}

/** Incidents, over or not: what each was, what the policy said, and how many cameras it unlocked. */
export function IncidentSearch({ office }: { office: Office }) {
  const typed = useSignal<Search>({ from: '', to: '', callType: '', number: '', status: '' });
  const search = useSignal<Search>(typed.peek());
  const set = (part: Partial<Search>) => {
    typed.value = { ...typed.value, ...part };
  };
  const { value } = search;
  const pages = usePages(
    (after) => {
      const query = {
        ...spanOf(value),
        ...(value.callType ? { callType: value.callType } : {}),
        ...(value.number.trim() ? { number: value.number.trim() } : {}),
        ...(value.status ? { status: value.status } : {}),
        ...(after ? { after } : {}),
      };
      return answerOf(office.api.GET('/search/incidents', { params: { query } }));
    },
    [office, value],
  );
  return (
    <div class="stack">
      <h1>Incidents</h1>
      <form
        class="row filters"
        onSubmit={(event) => {
          event.preventDefault();
          search.value = { ...typed.value };
        }}
      >
        <TimeSpan from={typed.value.from} to={typed.value.to} change={set} />
        <label>
          Call
          <select class="medium" value={typed.value.callType} onChange={(e) => set({ callType: e.currentTarget.value })}>
            <option value="">Any</option>
            {[...callTypes].map(([code, words]) => (
              <option key={code} value={code}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label>
          Number
          <input maxLength={64} value={typed.value.number} onInput={(e) => set({ number: e.currentTarget.value })} />
        </label>
        <label>
          Status
          <select value={typed.value.status} onChange={(e) => set({ status: e.currentTarget.value as Search['status'] })}>
            <option value="">Any</option>
            <option value="open">open</option>
            <option value="closed">closed</option>
          </select>
        </label>
        <button type="submit" class="primary">
          Search
        </button>
      </form>
      <Listed of={pages} what="The incidents" none="There was no such incident.">
        {(items) => <Table items={items} toLog={office.may('Auditor', 'Program.Admin')} />}
      </Listed>
    </div>
  );
}

function Table({ items, toLog }: { items: readonly Schemas['IncidentView'][]; toLog: boolean }) {
  return (
    <div class="scroll-x">
      <table class="list">
        <caption>Received last first</caption>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Call</th>
            <th scope="col">Received</th>
            <th scope="col">Where</th>
            <th scope="col">Status</th>
            <th scope="col">Policy</th>
            <th scope="col" class="number">
              Cameras
            </th>
            {toLog && <th scope="col">Log</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((incident) => (
            <tr key={incident.incidentId}>
              <th scope="row">
                <Said text={incident.number} most={64} />
              </th>
              <td>{callTypeName(incident.callType)}</td>
              <td>
                <When at={incident.receivedAt} />
              </td>
              <td>
                <Said text={incident.location?.address ?? incident.beat ?? ''} most={120} />
              </td>
              <td>
                <span class={`badge ${incident.status === 'open' ? 'open' : 'locked'}`}>{incident.status}</span>
              </td>
              <td>
                {incident.decision} <span class="mono hint">{incident.policyVersion}</span>
              </td>
              <td class="number">{new Set(incident.grants.map(({ feedId }) => feedId)).size}</td>
              {toLog && (
                <td>
                  <a href={to('audit', 'incidents', incident.incidentId)} aria-label={`Log of ${incident.number}`}>
                    Log
                  </a>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
