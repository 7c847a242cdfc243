import type { Schemas } from '../shared/api';
import { callTypeName } from '../shared/call-types';

/** What holds, whatever the figures are. */
export function Facts({ facts }: { facts: Schemas['StandingFacts'] }) {
  return (
    <>
      <h3 class="part">What holds now</h3>
      <div class="facts">
        <div>
          <h4>What is detected</h4>
          <List items={facts.detected} />
        </div>
        <div>
          <h4>What is not detected</h4>
          <List items={facts.notDetected} />
        </div>
        <div>
          <h4>Prohibited uses</h4>
          <List items={facts.prohibitedUses} />
        </div>
        <div>
          <h4>Organizations with access</h4>
          {facts.organizationsWithAccess.length > 0 ? <List items={facts.organizationsWithAccess} /> : <p>This installation does not say.</p>}
          <h4>Analytics that may run on a camera</h4>
          <List items={facts.permittedAnalytics.map(inWords)} />
          <p>{facts.agreementVersion === undefined ? null : `Partners sign version ${facts.agreementVersion} of the agreement.`}</p>
        </div>
      </div>
      <details class="more">
        <summary>Which calls may unlock cameras, and which never (policy {facts.policyVersion})</summary>
        <div class="facts">
          <div>
            <h4>May unlock</h4>
            <List items={facts.unlockingCallTypes.map(callTypeName)} />
          </div>
          <div>
            <h4>Never, whatever a policy says</h4>
            <List items={facts.forbiddenCallTypes.map(callTypeName)} />
          </div>
        </div>
      </details>
      <details class="more">
        <summary>What is kept for how long</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys */}
        <section class="scroll-x" aria-label="What is kept for how long" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">For how long</th>
                <th scope="col">Note</th>
              </tr>
            </thead>
            <tbody>
              {facts.retention.map(({ what, days, note }) => (
                <tr key={what}>
                  <th scope="row">{what}</th>
                  <td>{kept(days)}</td>
                  <td>{note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  );
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

/** `crowd density` of `crowdDensity`. */
const inWords = (code: string): string => code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** How long something is kept. */
const kept = (days: number | undefined): string =>
  days === undefined ? 'Not deleted by age' : days === 0 ? 'Not kept' : `${days.toLocaleString('en-US')} days`;
