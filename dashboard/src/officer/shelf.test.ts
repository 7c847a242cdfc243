import { describe, expect, it } from 'vitest';
import { type Bulletin, bare, heard, inOrder, listed, recalled } from './shelf';

const bulletin = (bulletinId: string, more: Partial<Bulletin> = {}): Bulletin => ({ bulletinId, number: '26-1', sentAt: '2026-11-26T14:00:00Z', ...more });

describe('the shelf', () => {
  it('has the newest first', () => {
    const shelf = [bulletin('b1'), bulletin('b3', { sentAt: '2026-11-26T15:00:00Z' }), bulletin('b2')].reduce(heard, bare);
    expect(inOrder(shelf).map((b) => b.bulletinId)).toEqual(['b3', 'b1', 'b2']);
  });

  it('keeps what was seen when an older answer comes after', () => {
    const seen = heard(bare, bulletin('b1', { acknowledgedAt: '2026-11-26T14:01:00Z' }));
    expect(heard(seen, bulletin('b1')).bulletins.get('b1')?.acknowledgedAt).toBe('2026-11-26T14:01:00Z');
  });

  it('drops what stands no longer, and keeps what came while the list was on its way', () => {
    const before = [bulletin('b1'), bulletin('b2')].reduce(heard, bare);
    const during = heard(before, bulletin('b3'));
    const after = listed(during, [bulletin('b2')], new Set(before.bulletins.keys()));
    expect([...after.bulletins.keys()]).toEqual(['b2', 'b3']);
  });

  it('a recalled bulletin does not come back with an answer that the recall overtook', () => {
    const gone = recalled(heard(bare, bulletin('b1')), 'b1');
    expect(listed(gone, [bulletin('b1')], new Set()).bulletins.size).toBe(0);
    expect(heard(gone, bulletin('b1')).bulletins.size).toBe(0);
  });
});
