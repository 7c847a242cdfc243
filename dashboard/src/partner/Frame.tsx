import { useEffect, useMemo, useRef } from 'preact/hooks';
import { route, to } from '../shared/route';
import { Said } from '../shared/Said';
import { CameraPage } from './cameras/CameraPage';
import { Cameras } from './cameras/Cameras';
import { NewCamera, NewSite } from './cameras/New';
import { SitePage } from './cameras/SitePage';
import { Log } from './log/Log';
import { Watching } from './log/Watching';
import { Agreement } from './more/Agreement';
import { Files } from './more/Files';
import { Help } from './more/Help';
import { Leave } from './more/Leave';
import { More } from './more/More';
import { People } from './more/People';
import { Profile } from './more/Profile';
import { Nothing, Page } from './Page';
import type { Portal } from './portal';
import { RuleEditor } from './rules/RuleEditor';
import { Rules } from './rules/Rules';
import { targetOf } from './rules/target';
import { SignOut } from './SignOut';
import { Standing } from './Standing';
import { StopBar } from './StopBar';
import { StopSwitch } from './stop';

const sections = [
  { name: 'cameras', label: 'Cameras', with: ['camera', 'site', 'new-camera', 'new-site'] },
  { name: 'log', label: 'Who looked', with: [] },
  { name: 'rules', label: 'Rules', with: ['rule'] },
  { name: 'help', label: 'Help', with: [] },
  { name: 'more', label: 'More', with: ['agreement', 'people', 'profile', 'files', 'leave'] },
] as const;

/** What is around every section: whose portal it is, who watches, where one can go, and the stop. */
export function Frame({ portal, alone }: { portal: Portal; alone: boolean }) {
  const stop = useMemo(() => new StopSwitch((change) => portal.turn({ level: 'partner' }, change)), [portal]);
  const { account } = portal.page.session;
  useEffect(() => () => void (account.peek() === null && stop.signedOut()), [account, stop]);
  const pane = useRef<HTMLDivElement>(null);
  const [, section = 'cameras', ...rest] = route.value;
  const where = [section, ...rest].join('/');
  const before = useRef(where);
  const label = sections.find(({ name, with: more }) => name === section || more.some((other) => other === section))?.label ?? 'Not there';
  useEffect(() => {
    document.title = `${label} · Partner portal · Dragonfly Community Connect`;
  }, [label]);
  useEffect(() => {
    if (before.current === where) return;
    before.current = where;
    pane.current?.focus({ preventScroll: true });
    // Where a screen has few lines, it is the page that scrolls.
    for (const scrolled of [pane.current, window]) scrolled?.scrollTo(0, 0);
  }, [where]);
  const dock = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What is said for a moment is said above the dock, however high that is.
    const observer = new ResizeObserver(() => document.documentElement.style.setProperty('--dock', `${dock.current?.offsetHeight ?? 0}px`));
    if (dock.current) observer.observe(dock.current);
    return () => observer.disconnect();
  }, []);
  const partner = portal.partner.value;
  return (
    <div class="portal">
      <button type="button" class="skip" onClick={() => pane.current?.focus()}>
        Skip to the page
      </button>
      <header class="portal-top">
        <p class="portal-name">
          <Said text={partner?.profile?.name ?? portal.partnerId} most={80} />
        </p>
        <div class="row">
          {!alone && <a href="#/">Other partners</a>}
          <SignOut page={portal.page} />
        </div>
      </header>
      <main>
        <Watching portal={portal} />
        <div ref={pane} class="pane" tabIndex={-1}>
          {portal.trouble.value && (
            <p class="band stale" role="alert">
              {partner ? 'What you see may be out of date.' : ''} {portal.trouble.value} Trying again…
            </p>
          )}
          <Standing portal={portal} />
          {partner ? (
            <Section portal={portal} section={section} rest={rest} />
          ) : (
            !portal.trouble.value && <Page title="One moment">Reading what you share…</Page>
          )}
        </div>
      </main>
      <div ref={dock} class="dock">
        <StopBar portal={portal} stop={stop} />
        <nav aria-label="Sections">
          {sections.map(({ name, label, with: more }) => (
            <a key={name} href={to(portal.partnerId, name)} aria-current={name === section || more.some((other) => other === section) ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      </div>
    </div>
  );
}

function Section({ portal, section, rest: [first = '', second = ''] }: { portal: Portal; section: string; rest: readonly string[] }) {
  switch (section) {
    case 'cameras':
      return <Cameras portal={portal} />;
    case 'camera':
      return <CameraPage key={first} portal={portal} feedId={first} />;
    case 'site':
      return <SitePage key={first} portal={portal} siteId={first} />;
    case 'new-camera':
      return <NewCamera key={first} portal={portal} siteId={first} />;
    case 'new-site':
      return <NewSite portal={portal} />;
    case 'log':
      return <Log portal={portal} />;
    case 'rules':
      return <Rules portal={portal} />;
    case 'rule': {
      const target = targetOf(first, second);
      return target ? <RuleEditor key={`${first}/${second}`} portal={portal} target={target} /> : <Nothing portal={portal} />;
    }
    case 'help':
      return <Help portal={portal} />;
    case 'more':
      return <More portal={portal} />;
    case 'agreement':
      return <Agreement portal={portal} />;
    case 'people':
      return <People portal={portal} />;
    case 'profile':
      return <Profile portal={portal} />;
    case 'files':
      return <Files portal={portal} />;
    case 'leave':
      return <Leave portal={portal} />;
    default:
      return <Nothing portal={portal} />;
  }
}
