import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configOf, linked, policyOf, renewed } from './configure.mjs';

const deployed = {
  FUNCTIONS_URL: 'https://func-x.azurewebsites.net/',
  SIGNALR_ENDPOINT: 'https://sigr-x.service.signalr.net',
  CLIPS_ENDPOINT: 'https://stx.blob.core.windows.net/',
  DRAGONFLY_AUTHORITY: 'https://login.microsoftonline.com/6d0c/v2.0',
  DRAGONFLY_AUDIENCE: '11aa',
  DRAGONFLY_DASHBOARD_CLIENT: '22bb',
  DRAGONFLY_VIDEO_ENDPOINT: 'https://video.example/gateway/',
};
const policy: string = JSON.parse(readFileSync('public/staticwebapp.config.json', 'utf8')).globalHeaders['Content-Security-Policy'];
const sourcesOf = (text: string, directive: string) =>
  text
    .split('; ')
    .find((part) => part.startsWith(`${directive} `))
    ?.split(' ')
    .slice(1);

describe('a deployed dashboard', () => {
  it('knows its API and signs in with Entra ID', () => {
    expect(configOf(deployed)).toEqual({
      api: 'https://func-x.azurewebsites.net/api',
      signIn: { kind: 'entra', tenantId: '6d0c', clientId: '22bb', scope: '11aa/.default' },
      center: [35.0456, -85.3097],
      liveTiles: 4,
    });
  });

  it('has Azure Maps where its account is named, without a key', () => {
    const { tiles } = configOf({ ...deployed, DRAGONFLY_MAPS_CLIENT: '33cc' });
    expect(tiles?.headers).toEqual({ 'x-ms-client-id': '33cc' });
    expect(tiles?.url).not.toContain('key');
  });

  it('may speak with the hosts of its deployment and no others', () => {
    const strict = policyOf(policy, deployed);
    expect(sourcesOf(strict, 'connect-src')).toEqual([
      "'self'",
      'https://func-x.azurewebsites.net',
      'https://sigr-x.service.signalr.net',
      'wss://sigr-x.service.signalr.net',
      'https://stx.blob.core.windows.net',
      'https://login.microsoftonline.com',
      'https://video.example',
    ]);
    expect(sourcesOf(strict, 'img-src')).toEqual(["'self'", 'blob:', 'https://stx.blob.core.windows.net', 'https://video.example']);
    expect(sourcesOf(strict, 'frame-src')).toEqual(['https://login.microsoftonline.com']);
    expect(sourcesOf(strict, 'script-src')).toEqual(["'self'"]);
  });

  it('has phones keep its officer view anew when it is configured otherwise, and only then', () => {
    const [one, other] = [renewed('work();', 'here', policy), renewed('work();', 'there', policy)];
    expect(one).toMatch(/^work\(\);\n/);
    expect(one).not.toBe(other);
    expect(renewed(other, 'here', policy)).toBe(one);
  });

  it('lets video come from where the gateway says', () => {
    const strict = policyOf(policy, { ...deployed, DRAGONFLY_VIDEO_ORIGINS: 'https://a.example https://b.example:8443' });
    expect(sourcesOf(strict, 'media-src')).toContain('https://b.example:8443');
    expect(strict).not.toContain('video.example');
  });

  it.each(Object.keys(deployed).filter((name) => name !== 'DRAGONFLY_VIDEO_ENDPOINT'))('is not configured without %s', (name) => {
    const without = { ...deployed, [name]: undefined };
    expect(() => [configOf(without), policyOf(policy, without)]).toThrow(name);
  });
});

describe('the public page', () => {
  it('links to the API where it is, for those without JavaScript', () => {
    const page = linked(readFileSync('index.html', 'utf8'), 'https://func-x.azurewebsites.net/api');
    expect(page).toContain('href="https://func-x.azurewebsites.net/api/transparency?format=html"');
    expect(page).not.toContain('href="/api/');
  });
});

describe('the policy', () => {
  it('runs nothing inline and nothing of others', () => {
    expect(sourcesOf(policy, 'default-src')).toEqual(["'none'"]);
    for (const directive of ['script-src', 'style-src', 'connect-src', 'font-src']) expect(sourcesOf(policy, directive)).toEqual(["'self'"]);
    expect(policy).not.toMatch(/unsafe|\*|data:/);
  });
});
