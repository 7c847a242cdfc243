import type { Schemas } from '../../shared/api';
import { tidy } from '../../shared/people-text';

export type Partner = Schemas['PartnerAnswer'];
export type PartnerStatus = Schemas['PartnerStatus'];

/** A status in words, and how loud it is. */
export const statuses: Readonly<Record<PartnerStatus, { readonly words: string; readonly badge: string }>> = {
  applied: { words: 'waits for a decision', badge: 'warn' },
  declined: { words: 'declined', badge: 'locked' },
  approved: { words: 'approved, has not signed', badge: 'warn' },
  active: { words: 'takes part', badge: 'open' },
  suspended: { words: 'suspended', badge: 'danger' },
  withdrawn: { words: 'has left', badge: 'locked' },
};

/** What an administrator may decide about a partner. */
export type Decision = 'approve' | 'decline' | 'suspend' | 'reinstate';

/** What can be decided while a partner is as far as this. */
export const decisionsOf: Readonly<Record<PartnerStatus, readonly Decision[]>> = {
  applied: ['approve', 'decline'],
  approved: ['suspend'],
  active: ['suspend'],
  suspended: ['reinstate'],
  declined: [],
  withdrawn: [],
};

/** What to call a partner whose name may have been deleted. */
export const nameOf = (partner: Partner): string => tidy(partner.profile?.name ?? '').trim() || partner.partnerId;

const order: Readonly<Record<PartnerStatus, number>> = { applied: 0, approved: 1, suspended: 2, active: 3, declined: 4, withdrawn: 5 };

/** Those that were looked for, what waits for somebody first, then by name. Words are looked for in the name, the contact, the address and the id. */
export function findPartners(partners: readonly Partner[], text: string, status: PartnerStatus | ''): readonly Partner[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return partners
    .filter((partner) => {
      if (status && partner.status !== status) return false;
      const { name, contact, email, address } = partner.profile ?? {};
      const all = [name, contact, email, address, partner.partnerId].join(' ').toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .sort((a, b) => order[a.status] - order[b.status] || nameOf(a).localeCompare(nameOf(b), 'en'));
}
