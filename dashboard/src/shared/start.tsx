import { type ComponentChildren, render } from 'preact';
import { type Api, connectApi } from './api';
import { type Config, readConfig } from './config';
import { ApiProblem } from './problem';
import { DevelopmentTokens } from './session/development';
import { Gate, type SignIn } from './session/SignIn';
import { Session } from './session/session';
import { Toasts } from './Toasts';

/** What every page that asks for a sign-in is given. */
export interface Page {
  readonly config: Config;
  readonly session: Session;
  readonly api: Api;
  /** A token for another service of the same sign-in, such as the map's tiles; null where there is none. */
  readonly tokenFor: (scope: string) => Promise<string | null>;
}

export interface PageOptions {
  /** Names the page's own token in the tab. */
  readonly name: string;
  /** What it is called, for people. */
  readonly title: string;
  /** The roles that have anything to see here; the first is offered first. */
  readonly roles: readonly string[];
  readonly render: (page: Page) => ComponentChildren;
}

/** Starts a page: reads where its API is, signs in, and shows it for as long as somebody is signed in and there. */
export async function start(options: PageOptions): Promise<void> {
  const root = document.getElementById('app');
  if (!root) throw new Error('the page has no #app');
  root.replaceChildren();
  try {
    const config = await readConfig();
    const { session, signIn, tokenFor } = await open(config, options);
    const page: Page = { config, session, api: connectApi(config.api, session), tokenFor };
    await session.resume();
    render(
      <>
        <Gate session={session} signIn={signIn} title={options.title} roles={options.roles}>
          {() => options.render(page)}
        </Gate>
        <Toasts />
      </>,
      root,
    );
  } catch (e) {
    render(
      <main class="alone">
        <h1>{options.title}</h1>
        <p role="alert">This page could not start: {e instanceof ApiProblem || e instanceof Error ? e.message : 'unknown'}.</p>
        <button type="button" onClick={() => location.reload()}>
          Try again
        </button>
      </main>,
      root,
    );
  }
}

async function open(config: Config, { name }: PageOptions): Promise<{ session: Session; signIn: SignIn; tokenFor: Page['tokenFor'] }> {
  if (config.signIn.kind === 'development') {
    const source = new DevelopmentTokens(name);
    return { session: new Session(source), signIn: { kind: 'development', source }, tokenFor: async () => null };
  }
  const { EntraTokens } = await import('./session/entra');
  const source = await EntraTokens.create(config.signIn);
  return { session: new Session(source), signIn: { kind: 'entra', source }, tokenFor: (scope) => source.tokenFor(scope) };
}
