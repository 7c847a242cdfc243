import { describe, expect, it } from 'vitest';
import { signatureOf } from './standing';

const now = Date.parse('2026-11-26T00:00:00Z');
const signed = (version: number, endsAt: string) => ({ version, signedBy: 'rosa', signedAt: '2025-01-01T00:00:00Z', endsAt });

describe('a signature', () => {
  it.each([
    [undefined, 'none'],
    [signed(2, '2028-01-01T00:00:00Z'), 'current'],
    [signed(1, '2028-01-01T00:00:00Z'), 'older'],
    [signed(2, '2027-01-01T00:00:00Z'), 'ending'],
    [signed(2, '2026-11-26T00:00:00Z'), 'over'],
    [signed(1, '2026-01-01T00:00:00Z'), 'over'],
  ] as const)('%j is %s', (agreement, expected) => expect(signatureOf(agreement, 2, now)).toBe(expected));
});
