import { callTypeName } from '../../shared/call-types';
import { atClock } from '../../shared/clock';
import { Said } from '../../shared/Said';
import type { Room } from '../room';
import { rowHeight } from './rows';
import { StageClock } from './StageClock';
import { needsApproval, placeText } from './stage';

interface RowProps {
  readonly room: Room;
  readonly id: string;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly active: boolean;
}

/** One incident of the queue. It watches that incident alone: when another changes it is not drawn. */
export function Row({ room, id, index, count, selected, active }: RowProps) {
  const incident = room.board.get(id)?.value;
  if (!incident) return null;
  const { number, callType, beat, units, receivedAt, threat } = incident;
  const urgent = needsApproval(incident);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus, and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys
    <div
      id={rowId(id)}
      class={`incident-row ${active ? 'active' : ''} ${urgent ? 'urgent' : ''}`}
      role="option"
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      onClick={() => room.open(id)}
    >
      <span class="line">
        <Said class="call" text={threat ? `Threat: ${callTypeName(callType)}` : callTypeName(callType)} most={120} />
        <StageClock incident={incident} />
      </span>
      <span class="line">
        <Said class="place" text={placeText(incident)} most={120} />
        {urgent && <strong class="needs">Needs approval</strong>}
      </span>
      <span class="line quiet">
        <Said class="number" text={number} most={64} />
        {beat && <Said class="beat" text={`Beat ${beat}`} most={64} />}
        <Said class="units" text={units.length > 0 ? units.map((unit) => unit.id).join(' ') : 'no unit'} most={80} />
        <time dateTime={receivedAt}>{atClock(receivedAt)}</time>
      </span>
    </div>
  );
}

/** The element's id, by which the listbox names the active option. */
export const rowId = (id: string): string => `incident-${id}`;
