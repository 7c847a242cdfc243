import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useKey } from '../keys';
import type { Room } from '../room';
import type { Filter } from './listing';
import { Row, rowId } from './Row';
import { rowHeight, scrolledTo, visibleRows } from './rows';

/** The incidents, those received last first: a list box of which only the rows that are seen exist. It is also the map in words. */
export function Queue({ room }: { room: Room }) {
  const { listing } = room;
  const list = useRef<HTMLDivElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const move = (by: number) => {
    list.current?.focus({ preventScroll: true });
    listing.move(by);
  };
  useKey('j', 'Next incident', () => move(1));
  useKey('k', 'Previous incident', () => move(-1));
  useKey('/', 'Find an incident', () => find.current?.focus());
  useKey(
    'a',
    'Show what needs approval',
    listing.awaiting.value > 0
      ? () => {
          const id = listing.longestAwaiting();
          if (id) room.open(id);
        }
      : null,
  );
  useKey('Escape', 'Leave the incident', room.selectedId.value ? () => room.select(null) : null);
  return (
    <section class="queue" aria-label="Incidents">
      <h2 class="visually-hidden">Incidents</h2>
      <Filters room={room} />
      <label class="find">
        <span class="visually-hidden">Find by number, kind of call, place, beat or unit</span>
        <input
          ref={find}
          type="search"
          placeholder="Find: number, call, place, unit"
          maxLength={100}
          value={listing.text.value}
          onInput={(event) => {
            listing.text.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'ArrowDown') {
              event.preventDefault();
              move(event.key === 'Enter' ? 0 : 1);
            }
          }}
        />
      </label>
      <List room={room} list={list} move={move} />
    </section>
  );
}

function Filters({ room: { listing, board } }: { room: Room }) {
  const awaiting = listing.awaiting.value;
  const choice = (filter: Filter, text: string, count: number, name = '') => (
    <button
      type="button"
      class={name}
      aria-pressed={listing.filter.value === filter}
      onClick={() => {
        listing.filter.value = filter;
      }}
    >
      {text} <span class="count">{count}</span>
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: three buttons, not a form
    <div class="filters" role="group" aria-label="Which incidents">
      {choice('all', 'All', board.ids.value.length)}
      {choice('unlocked', 'Unlocked', listing.unlocked.value)}
      {choice('approval', 'Needs approval', awaiting, awaiting > 0 ? 'urgent' : '')}
    </div>
  );
}

interface ListProps {
  readonly room: Room;
  readonly list: { current: HTMLDivElement | null };
  readonly move: (by: number) => void;
}

function List({ room, list, move }: ListProps) {
  const { listing } = room;
  const ids = listing.ids.value;
  const cursor = listing.cursor.value;
  const selected = room.selectedId.value;
  const scrollTop = useSignal(0);
  const height = useSignal(800);
  const { first, end } = visibleRows(ids.length, scrollTop.value, height.value);
  const cursorAt = cursor ? ids.indexOf(cursor) : -1;
  const isEmpty = ids.length === 0;

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [list, height, isEmpty]);

  // What one reads stays where it is when something comes in above it.
  const top = useRef<string | null>(null);
  useLayoutEffect(() => {
    const element = list.current;
    const now = top.current ? ids.indexOf(top.current) : -1;
    if (element && element.scrollTop > 0 && now >= 0) element.scrollTop += (now - Math.floor(element.scrollTop / rowHeight)) * rowHeight;
  }, [ids, list]);

  useLayoutEffect(() => {
    const element = list.current;
    if (element && cursorAt >= 0) element.scrollTop = scrolledTo(cursorAt, element.scrollTop, element.clientHeight);
    // Only where the cursor goes: not when the list changes around it.
  }, [cursor]);

  if (isEmpty) return <Empty room={room} />;
  const drawn = ids.slice(first, end);
  // What the list box names as active must be there.
  if (cursor && cursorAt >= 0 && (cursorAt < first || cursorAt >= end)) drawn.push(cursor);
  return (
    <div
      ref={list}
      class="incidents"
      role="listbox"
      aria-label="Incidents, the newest first"
      tabIndex={0}
      {...(cursor && cursorAt >= 0 ? { 'aria-activedescendant': rowId(cursor) } : {})}
      onScroll={(event) => {
        scrollTop.value = event.currentTarget.scrollTop;
        top.current = ids[Math.floor(event.currentTarget.scrollTop / rowHeight)] ?? null;
      }}
      onKeyDown={(event) => {
        const page = Math.max(1, Math.floor(height.peek() / rowHeight) - 1);
        const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -ids.length, End: ids.length }[event.key];
        if (by !== undefined) move(by);
        else if (event.key === 'Enter' && cursor) room.open(cursor);
        else return;
        event.preventDefault();
      }}
    >
      <div class="all" role="presentation" style={{ height: `${ids.length * rowHeight}px` }}>
        {drawn.map((id, i) => (
          <Row
            key={id}
            room={room}
            id={id}
            index={first + i < end ? first + i : cursorAt}
            count={ids.length}
            selected={id === selected}
            active={id === cursor}
          />
        ))}
      </div>
    </div>
  );
}

/** Why nothing is listed. */
function Empty({ room: { hasRead, board } }: { room: Room }) {
  const text = !hasRead.value ? 'Reading the incidents…' : board.ids.value.length === 0 ? 'No incident is open.' : 'No incident is like that.';
  return <p class="empty">{text}</p>;
}
