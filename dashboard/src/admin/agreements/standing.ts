import type { Schemas } from '../../shared/api';

/** How a partner stands to the agreement that is to be signed. */
export type Signature = 'current' | 'older' | 'ending' | 'over' | 'none';

export const signatures: Readonly<Record<Signature, { readonly words: string; readonly badge: string }>> = {
  current: { words: 'signed', badge: 'open' },
  ending: { words: 'ends within 60 days', badge: 'warn' },
  older: { words: 'signed an older text', badge: 'warn' },
  over: { words: 'over', badge: 'danger' },
  none: { words: 'not signed', badge: 'danger' },
};

const soon = 60 * 86_400_000;

/** What a partner's signature is worth now. */
export function signatureOf(agreement: Schemas['Agreement'] | undefined, current: number, now: number): Signature {
  if (!agreement) return 'none';
  const ends = Date.parse(agreement.endsAt);
  if (ends <= now) return 'over';
  if (agreement.version < current) return 'older';
  return ends - now < soon ? 'ending' : 'current';
}
