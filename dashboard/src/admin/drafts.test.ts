import { describe, expect, it } from 'vitest';
import { Drafts } from './drafts';

describe('drafts', () => {
  it('survive a sign-out of the same account, and no other account sees them', () => {
    const drafts = new Drafts();
    drafts.belongTo('ada');
    drafts.of<string>('policy').value = 'typed';
    drafts.belongTo('ada');
    expect(drafts.of<string>('policy').value).toBe('typed');
    drafts.belongTo('eve');
    expect(drafts.of<string>('policy').value).toBeNull();
  });

  it('say whether anything would be lost', () => {
    const drafts = new Drafts();
    expect(drafts.any).toBe(false);
    drafts.of<string>('codes').value = 'x';
    expect(drafts.any).toBe(true);
    drafts.of<string>('codes').value = null;
    expect(drafts.any).toBe(false);
  });
});
