/** What a deployment says of itself: `/config.json`, written when it is deployed. What is in the repository is right for `Dragonfly.Local`. */
export interface Config {
  /** Base address of the API, such as `/api` or `https://func-x.azurewebsites.net/api`. */
  readonly api: string;
  readonly signIn: SignInConfig;
  /** A base map, over the one that we draw ourselves. */
  readonly tiles?: TilesConfig;
  /** Where the map begins: latitude, longitude. */
  readonly center: readonly [number, number];
  /** How many live tiles at once. Over HTTP/1.1 a browser opens six connections to a host, and what renews tickets needs one. */
  readonly liveTiles: number;
}

export type SignInConfig =
  | { readonly kind: 'development' }
  | { readonly kind: 'entra'; readonly tenantId: string; readonly clientId: string; readonly scope: string };

export interface TilesConfig {
  /** With `{z}`, `{x}`, `{y}`. */
  readonly url: string;
  readonly attribution: string;
  readonly maxZoom?: number;
  /** Headers beside the token, such as Azure Maps' `x-ms-client-id`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The scope of the token that the tiles ask for; absent when they ask for none. */
  readonly scope?: string;
}

/** @throws when the file is not there or is no configuration: a page that cannot know where its API is shows why, and nothing else. */
export async function readConfig(address = '/config.json'): Promise<Config> {
  const answer = await fetch(address, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const config = (await answer.json()) as Config;
  if (typeof config.api !== 'string' || !['development', 'entra'].includes(config.signIn?.kind)) throw new Error(`${address}: "api" or "signIn" is missing`);
  return config;
}
