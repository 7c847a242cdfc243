// Tells a built dashboard where it is deployed: writes dist/config.json, turns the public page's links to the API, and lets its Content-Security-Policy name the hosts that it speaks with, and no others.
// Run by azd before it deploys (azure.yaml), which sets these from the outputs of infra/main.bicep and from `azd env set`; none of them is a secret.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * What the pages need to know. See `src/shared/config.ts`.
 * @param {Environment} environment
 */
export function configOf(environment) {
  const need = needed(environment);
  const authority = new URL(need('DRAGONFLY_AUTHORITY'));
  const tenantId = authority.pathname.split('/')[1];
  if (!tenantId) throw new Error('DRAGONFLY_AUTHORITY must be https://login.microsoftonline.com/{tenant}/v2.0');
  const maps = environment['DRAGONFLY_MAPS_CLIENT'];
  return {
    api: `${new URL(need('FUNCTIONS_URL')).origin}/api`,
    signIn: { kind: 'entra', tenantId, clientId: need('DRAGONFLY_DASHBOARD_CLIENT'), scope: `${need('DRAGONFLY_AUDIENCE')}/.default` },
    center: [35.0456, -85.3097],
    liveTiles: Number(environment['DRAGONFLY_LIVE_TILES'] || 4),
    // Azure Maps by its account's client id and the token of whoever looks: no key, which would be everybody's.
    ...(maps
      ? {
          tiles: {
            url: 'https://atlas.microsoft.com/map/tile?api-version=2024-04-01&tilesetId=microsoft.base.darkgrey&zoom={z}&x={x}&y={y}',
            attribution: '© Microsoft, © TomTom, © OpenStreetMap',
            headers: { 'x-ms-client-id': maps },
            scope: 'https://atlas.microsoft.com/.default',
          },
        }
      : {}),
  };
}

/**
 * The policy with the hosts of a deployment added, each where it is needed.
 * @param {string} policy
 * @param {Environment} environment
 */
export function policyOf(policy, environment) {
  const need = needed(environment);
  const origin = (/** @type {string} */ name) => new URL(need(name)).origin;
  const signalr = origin('SIGNALR_ENDPOINT');
  // A gateway may hand out addresses on other hosts than its own: `DRAGONFLY_VIDEO_ORIGINS`, parted by spaces.
  const video = (environment['DRAGONFLY_VIDEO_ORIGINS'] || origin('DRAGONFLY_VIDEO_ENDPOINT')).split(' ').map((address) => new URL(address).origin);
  const clips = origin('CLIPS_ENDPOINT');
  const maps = environment['DRAGONFLY_MAPS_CLIENT'] ? ['https://atlas.microsoft.com'] : [];
  const signIn = new URL(need('DRAGONFLY_AUTHORITY')).origin;
  /** @type {Readonly<Record<string, readonly string[]>>} */
  const more = {
    'connect-src': [origin('FUNCTIONS_URL'), signalr, signalr.replace(/^http/, 'ws'), clips, signIn, ...video, ...maps],
    'img-src': [clips, ...video],
    'media-src': [clips, ...video],
    'frame-src': [signIn],
  };
  return policy
    .split('; ')
    .map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      const added = more[name];
      return added ? [name, ...new Set([...sources.filter((source) => source !== "'none'"), ...added])].join(' ') : directive;
    })
    .join('; ');
}

/**
 * A page whose links to the API go where it is: they are there for those who read without JavaScript.
 * @param {string} html
 * @param {string} api
 */
export const linked = (html, api) => html.replaceAll('href="/api/', `href="${api}/`);

/**
 * The officer view's worker, which phones take anew once it differs: with it goes what it keeps of the page's configuration and policy.
 * @param {string} worker
 * @param {string[]} kept
 */
export const renewed = (worker, ...kept) =>
  `${worker.replace(/\n\/\/ configured .*\n$/, '')}\n// configured ${createHash('sha256').update(kept.join('\n')).digest('hex')}\n`;

/** @param {Environment} environment */
function needed(environment) {
  return (/** @type {string} */ name) => {
    const value = environment[name];
    if (!value) throw new Error(`${name} is not set: azd sets it from the outputs of infra/main.bicep, or say azd env set ${name} …; see docs/operations.md`);
    return value;
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = join(import.meta.dirname, '..', 'dist');
  const path = join(folder, 'staticwebapp.config.json');
  const site = JSON.parse(readFileSync(path, 'utf8'));
  site.globalHeaders['Content-Security-Policy'] = policyOf(site.globalHeaders['Content-Security-Policy'], process.env);
  site.globalHeaders['Strict-Transport-Security'] = 'max-age=31536000; includeSubDomains';
  const config = configOf(process.env);
  const page = join(folder, 'index.html');
  writeFileSync(page, linked(readFileSync(page, 'utf8'), config.api));
  const worker = join(folder, 'officer', 'worker.js');
  const textOf = (/** @type {unknown} */ value) => `${JSON.stringify(value, null, 2)}\n`;
  const [configText, siteText] = [textOf(config), textOf(site)];
  writeFileSync(worker, renewed(readFileSync(worker, 'utf8'), configText, siteText));
  writeFileSync(join(folder, 'config.json'), configText);
  writeFileSync(path, siteText);
}
