import type { Office } from '../office';
import type { Policy } from './rules';

/** The policy that stands, and its entity tag. */
export interface StandingPolicy {
  readonly policy: Policy;
  readonly etag: string;
}

export async function readPolicy({ api }: Office): Promise<StandingPolicy> {
  const { data, response } = await api.GET('/policy');
  return { policy: data as Policy, etag: response.headers.get('ETag') ?? '' };
}
