import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Room } from '../room';
import { incident, iso, minute, noon } from '../testing/incidents';
import { roomOf } from '../testing/room';
import { Queue } from './Queue';

vi.mock('../../shared/live', async () => {
  const { signal } = await import('@preact/signals');
  return {
    LiveChannel: class {
      readonly state = signal('live');
      stop() {}
    },
  };
});

let room: Room;
beforeEach(() => {
  room = roomOf().room;
  room.board.merge(Array.from({ length: 500 }, (_, i) => incident({ incidentId: `i-${i}`, number: `26-${i}`, receivedAt: iso(noon - i * minute) })));
  render(<Queue room={room} />);
});
afterEach(() => {
  cleanup();
  room.stop();
});

const row = (number: string) => screen.getAllByRole('option').find((option) => option.textContent?.includes(number));
const frame = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('the queue', () => {
  it('has few rows of many, each of which says which of how many it is', () => {
    const rows = screen.getAllByRole('option');
    expect(rows.length).toBeLessThan(60);
    expect(rows[0]?.getAttribute('aria-posinset')).toBe('1');
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('500');
  });

  it('touches only the row whose incident changed', async () => {
    const touched = new Set<Element | null | undefined>();
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) touched.add((target instanceof Element ? target : target.parentElement)?.closest('[role=option]'));
    });
    observer.observe(screen.getByRole('listbox'), { subtree: true, childList: true, characterData: true, attributes: true });
    room.board.merge([incident({ incidentId: 'i-3', number: '26-3', version: 2, units: [{ id: 'Z99' }], receivedAt: iso(noon - 3 * minute) })]);
    await frame();
    observer.disconnect();
    expect(row('26-3')?.textContent).toContain('Z99');
    expect([...touched]).toEqual([row('26-3')]);
  });

  it('moves with the arrows and selects with Enter; what is active is there, and named', async () => {
    const list = screen.getByRole('listbox');
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    fireEvent.keyDown(list, { key: 'Enter' });
    expect(room.selectedId.value).toBe('i-1');
    fireEvent.keyDown(list, { key: 'End' });
    await frame();
    expect(list.getAttribute('aria-activedescendant')).toBe('incident-i-499');
    expect(document.getElementById('incident-i-499')?.getAttribute('aria-posinset')).toBe('500');
  });
});
