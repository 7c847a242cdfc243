import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import type { Portal } from '../portal';
import { whoOf, whyOf } from './lines';

/** Says loudly that somebody is watching now, and quietly that they could. */
export function Watching({ portal }: { portal: Portal }) {
  const lines = portal.log.ongoing.value;
  const views = lines.filter((line) => line.kind === 'viewed');
  const open = new Set(lines.map(({ feedId }) => feedId));
  const [first] = views;
  const trouble = portal.trouble.value ? null : portal.log.trouble.value;
  return (
    <div class="news" aria-live="polite">
      {trouble && <p class="band stale">Whether somebody is watching now is not known: {trouble}</p>}
      {first && (
        <section class="band watching" aria-label="Somebody is watching">
          <p>
            <strong>Somebody is watching now.</strong> <Said text={whoOf(first)} most={120} /> looks at <Said text={first.feedName} most={80} /> {whyOf(first)}
            {views.length > 1 && `, and ${views.length - 1} more ${views.length === 2 ? 'view' : 'views'}`}.
          </p>
          <a href={to(portal.partnerId, 'log')}>Who looks at what</a>
        </section>
      )}
      {!first && open.size > 0 && lines[0] && (
        <p class="band unlocked">
          <strong>{open.size === 1 ? '1 camera is' : `${open.size} cameras are`} unlocked</strong> {whyOf(lines[0])}. Nobody is watching.{' '}
          <a href={to(portal.partnerId, 'log')}>Who looked</a>
        </p>
      )}
    </div>
  );
}
