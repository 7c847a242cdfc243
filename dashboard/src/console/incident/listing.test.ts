import { describe, expect, it } from 'vitest';
import { second } from '../../shared/clock';
import { Board } from '../board';
import { grant, incident, iso, minute, noon } from '../testing/incidents';
import { Listing, matches } from './listing';

function listing() {
  second.value = noon;
  const board = new Board();
  board.merge([
    incident({ incidentId: 'noise', callType: 'NOISE', number: '26-7', receivedAt: iso(noon - minute) }),
    incident({ incidentId: 'robbery', grants: [grant()], beat: 'Bravo' }),
    incident({ incidentId: 'threat', awaitingApproval: true, receivedAt: iso(noon + minute) }),
  ]);
  return { board, list: new Listing(board) };
}

describe('a text', () => {
  it.each(['26-0001', 'robb', 'ROBBERY', 'bravo', 'b12', 'market robbery', '  '])('“%s” finds a robbery', (text) => {
    expect(matches(incident({ beat: 'Bravo', location: { kind: 'CurrentIncident', address: '100 Market St' } }), text)).toBe(true);
  });
  it.each(['noise', 'robbery broad'])('“%s” does not', (text) => {
    expect(matches(incident(), text)).toBe(false);
  });
});

describe('the list', () => {
  it('is all, what is unlocked, or what needs approval', () => {
    const { list } = listing();
    expect(list.ids.value).toEqual(['threat', 'robbery', 'noise']);
    list.filter.value = 'unlocked';
    expect(list.ids.value).toEqual(['robbery']);
    second.value = noon + 30 * minute;
    expect(list.ids.value).toEqual([]);
    list.filter.value = 'approval';
    expect(list.ids.value).toEqual(['threat']);
    expect(list.longestAwaiting()).toBe('threat');
  });

  it('is the very same while the same are listed', () => {
    const { board, list } = listing();
    list.text.value = 'robbery';
    const before = list.ids.value;
    board.merge([incident({ incidentId: 'robbery', version: 2, grants: [] })]);
    expect(list.ids.value).toBe(before);
    expect(list.unlocked.value).toBe(0);
  });

  it('has a cursor that moves within it', () => {
    const { list } = listing();
    const moved = (by: number) => {
      list.move(by);
      return list.cursor.value;
    };
    expect([moved(1), moved(1), moved(5), moved(1), moved(-1), moved(-9)]).toEqual(['threat', 'robbery', 'noise', 'noise', 'robbery', 'threat']);
    list.text.value = 'nothing is like this';
    expect(moved(1)).toBe(null);
  });
});
