import { atDay, second } from '../shared/clock';
import { to } from '../shared/route';
import type { Portal } from './portal';

const monthMs = 30 * 86_400_000;

/** What stands between the partner and sharing, where anything does. */
export function Standing({ portal }: { portal: Portal }) {
  const partner = portal.partner.value;
  if (!partner) return null;
  const sign = <a href={to(portal.partnerId, 'agreement')}>Read and sign the agreement</a>;
  const endsAt = partner.agreement && Date.parse(partner.agreement.endsAt);
  switch (partner.status) {
    case 'applied':
      return <p class="band">Your application is being looked at. Nothing is shared before you are let in and sign the agreement.</p>;
    case 'declined':
      return <p class="band">Your application was declined. Nothing is shared.</p>;
    case 'approved':
      return <p class="band">You are let in. Nothing is shared before the agreement is signed. {sign}</p>;
    case 'suspended':
      return <p class="band">The program has suspended your partnership for now. Nothing is shared.</p>;
    case 'withdrawn':
      return <p class="band">You have taken everything back, for good. Nothing is shared, and nothing can be shared again.</p>;
    case 'active':
      if (!endsAt || endsAt - second.value > monthMs) return null;
      if (endsAt > second.value)
        return (
          <p class="band">
            Your agreement ends on {atDay(new Date(endsAt).toISOString())}. {sign}
          </p>
        );
      return <p class="band">Your agreement has ended. Nothing is shared. {sign}</p>;
  }
}
