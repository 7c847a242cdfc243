import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import type { Portal, Target } from '../portal';
import { soon } from '../soon';
import { addressOf } from './target';
import { agencyName, ruleInWords } from './words';

/** Some rules, each in its own words, and where to change it. */
export function RuleList({ portal, targets, unnamed = false }: { portal: Portal; targets: readonly Target[]; unnamed?: boolean }) {
  return (
    <ul class="rule-list">
      {targets.map((target) => {
        const rule = portal.ruleOf(target);
        return (
          rule && (
            <li key={addressOf(target).join('/')} class="row spread">
              <div>
                {!unnamed && (
                  <strong>
                    <TargetName portal={portal} target={target} />
                  </strong>
                )}
                <p>{ruleInWords(rule, soon.value, portal.unlocking.value)}</p>
              </div>
              {mayChange(portal, target) && (
                <a class="button" href={to(portal.partnerId, ...addressOf(target))}>
                  Change <span class="visually-hidden">the rule for {<TargetName portal={portal} target={target} />}</span>
                </a>
              )}
            </li>
          )
        );
      })}
    </ul>
  );
}

/** Whom or what a rule is for. */
export function TargetName({ portal, target }: { portal: Portal; target: Target }) {
  switch (target.level) {
    case 'partner':
      return <>Everything</>;
    case 'agency':
      return <>Police agency {agencyName(target.agency)}</>;
    case 'site':
      return <Said text={portal.siteOf(target.site)?.name ?? target.site} most={100} />;
    case 'feed':
      return <Said text={portal.feedOf(target.feed)?.name ?? target.feed} most={100} />;
  }
}

/** Agencies are let in by owners only. */
export const mayChange = (portal: Portal, target: Target): boolean => (target.level === 'agency' ? portal.mayOwn.value : portal.mayManage.value);
