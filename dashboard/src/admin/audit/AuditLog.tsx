import { useSignal } from '@preact/signals';
import { answerOf } from '../../shared/api';
import { to } from '../../shared/route';
import { eventKinds, kindName } from '../events/describe';
import { EntryTable } from '../events/EntryTable';
import type { Office } from '../office';
import { usePages } from '../reading/pages';
import { Listed } from '../reading/Shown';
import { TimeSpan } from './TimeSpan';
import { spanOf } from './times';

interface Search {
  readonly from: string;
  readonly to: string;
  readonly actor: string;
  readonly kind: string;
  readonly timeline: string;
}

/** The log, searched. */
export function AuditLog({ office, timeline }: { office: Office; timeline: string }) {
  // What is looked for begins anew where the address names another timeline.
  return <Searching key={timeline} office={office} timeline={timeline} />;
}

function Searching({ office, timeline }: { office: Office; timeline: string }) {
  const typed = useSignal<Search>({ from: '', to: '', actor: '', kind: '', timeline });
  const search = useSignal<Search>(typed.peek());
  const set = (part: Partial<Search>) => {
    typed.value = { ...typed.value, ...part };
  };
  const { value } = search;
  const pages = usePages(
    (after) => {
      const query = {
        ...spanOf(value),
        ...(value.actor.trim() ? { actor: value.actor.trim() } : {}),
        ...(value.kind ? { kind: value.kind } : {}),
        ...(value.timeline.trim() ? { timeline: value.timeline.trim() } : {}),
        ...(after ? { after } : {}),
      };
      return answerOf(office.api.GET('/audit', { params: { query } }));
    },
    [office, value],
  );
  return (
    <div class="stack">
      <h1>Audit log</h1>
      <p class="hint">Every decision, view and refusal of your agency and of the program, the newest first. That you read it is on record.</p>
      <form
        class="row filters"
        onSubmit={(event) => {
          event.preventDefault();
          search.value = { ...typed.value };
        }}
      >
        <TimeSpan from={typed.value.from} to={typed.value.to} change={set} />
        <label>
          Who
          <input maxLength={128} placeholder="Opaque id" value={typed.value.actor} onInput={(e) => set({ actor: e.currentTarget.value })} />
        </label>
        <label>
          What
          <select value={typed.value.kind} onChange={(e) => set({ kind: e.currentTarget.value })}>
            <option value="">Anything</option>
            {eventKinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindName(kind)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Timeline
          <input maxLength={256} placeholder="partners/…, incidents/…" value={typed.value.timeline} onInput={(e) => set({ timeline: e.currentTarget.value })} />
        </label>
        <button type="submit" class="primary">
          Search
        </button>
        {timeline && (
          <a class="button" href={to('audit')}>
            All of the log
          </a>
        )}
      </form>
      <Listed of={pages} what="The log" none="Nothing of that is on record.">
        {(items) => (
          <EntryTable items={items} caption={`${items.length} ${items.length === 1 ? 'entry' : 'entries'}${pages.hasMore.value ? ', and more' : ''}`} ofMany />
        )}
      </Listed>
    </div>
  );
}
