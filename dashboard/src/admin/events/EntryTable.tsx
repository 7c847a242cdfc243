import { useSignal } from '@preact/signals';
import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import { When } from '../When';
import { type LoggedEntry, lineOf } from './columns';
import { EntryDialog } from './EntryDialog';

interface EntryTableProps {
  readonly items: readonly LoggedEntry[];
  readonly caption: string;
  /** Whether the entries are of more than one timeline. */
  readonly ofMany?: boolean;
}

/** Entries of the log as a table. Incident and reason are columns of their own, always: what is asked first of any use is for what, and why. */
export function EntryTable({ items, caption, ofMany = false }: EntryTableProps) {
  const shown = useSignal<LoggedEntry | null>(null);
  return (
    <>
      <div class="scroll-x">
        <table class="list log">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              {ofMany && <th scope="col">Of</th>}
              {ofMany && <th scope="col">Incident</th>}
              <th scope="col">Reason</th>
              <th scope="col">Entry</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => {
              const { at, actor, role, what, incident, reason } = lineOf(item);
              const sequence = typeof item.entry === 'string' ? '?' : item.entry.sequence;
              return (
                <tr key={typeof item.entry === 'string' ? `${item.timeline} ${item.entry}` : `${item.timeline} ${item.entry.sequence}`}>
                  <td>{at && <When at={at} exact />}</td>
                  <td>
                    <Said text={actor} most={80} /> <span class="hint">{role}</span>
                  </td>
                  <td>
                    <Said text={what} most={300} />
                  </td>
                  {ofMany && (
                    <td>
                      <a class="mono" href={to('audit', ...item.timeline.split('/'))}>
                        {shortly(item.timeline)}
                      </a>
                    </td>
                  )}
                  {ofMany && (
                    <td>
                      {incident && (
                        <a class="mono" href={to('audit', 'incidents', incident)}>
                          {shortly(incident)}
                        </a>
                      )}
                    </td>
                  )}
                  <td>{reason && <Said text={reason} most={200} />}</td>
                  <td>
                    <button type="button" class="small" aria-label={`Entry ${sequence} of ${item.timeline}`} onClick={() => (shown.value = item)}>
                      {sequence}
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown.value && <EntryDialog item={shown.value} close={() => (shown.value = null)} />}
    </>
  );
}

/** An id as it fits a column; long ones are of hexadecimal digits, of which the first tell them apart. */
const shortly = (id: string): string => id.replace(/[0-9a-f]{16,}/g, (digits) => `${digits.slice(0, 8)}…`);
