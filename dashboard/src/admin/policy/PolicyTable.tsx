import { callTypeName } from '../../shared/call-types';
import type { Policy } from './rules';
import { ruleInWords, threatsInWords } from './words';

/** Codes by their words, as people look for them. */
export const byName = (codes: readonly string[]): string[] => [...codes].sort((a, b) => callTypeName(a).localeCompare(callTypeName(b), 'en'));

/** A policy in plain words. */
export function PolicyTable({ policy }: { policy: Policy }) {
  const { threats } = policy;
  return (
    <>
      <section class="stack" aria-labelledby="calls">
        <div class="row spread">
          <h2 id="calls">Calls that unlock</h2>
          <span class="hint">
            Policy <span class="mono">{policy.version}</span>
          </span>
        </div>
        <div class="scroll-x">
          <table class="list policy">
            <thead>
              <tr>
                <th scope="col">Call</th>
                <th scope="col">Cameras</th>
                <th scope="col">Unlocked for</th>
                <th scope="col">Clips</th>
                <th scope="col">Opens</th>
              </tr>
            </thead>
            <tbody>
              {byName(Object.keys(policy.rules)).map((code) => {
                const rule = policy.rules[code];
                if (!rule) return null;
                const { near, time, feeds, clip, approval } = ruleInWords(rule);
                return (
                  <tr key={code}>
                    <th scope="row">
                      {callTypeName(code)} <span class="code">{code}</span>
                    </th>
                    <td>
                      {feeds}, {near}
                    </td>
                    <td>{time}</td>
                    <td>{clip}</td>
                    <td>{approval}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </section>
      <section class="stack" aria-labelledby="threats">
        <h2 id="threats">Public-safety threats</h2>
        {threats ? (
          <div class="card stack">
            <p>A supervisor may declare a threat for:</p>
            <ul class="plain columns">
              {byName(threats.reasons).map((code) => (
                <li key={code}>{callTypeName(code)}</li>
              ))}
            </ul>
            {threatsInWords(threats).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        ) : (
          <p class="none">Nobody may declare a threat.</p>
        )}
      </section>
    </>
  );
}
