import { useSignal } from '@preact/signals';
import { answerOf } from '../../shared/api';
import { serverClock } from '../../shared/clock';
import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import type { Office } from '../office';
import { useAllPartners } from '../partners/all-partners';
import { nameOf } from '../partners/partners';
import { useReading } from '../reading/reading';
import { Listed, Shown } from '../reading/Shown';
import { Scroll } from '../Scroll';
import { When } from '../When';
import { type Signature, signatureOf, signatures } from './standing';

/** The agreement that is to be signed, and who has. */
export function Agreements({ office }: { office: Office }) {
  const text = useReading(() => answerOf(office.api.GET('/agreement')), [office]);
  const partners = useAllPartners(office);
  const only = useSignal<Signature | ''>('');
  return (
    <div class="stack">
      <h1>Agreements</h1>
      <Shown of={text} what="The agreement">
        {({ version, url, days }) => (
          <>
            <section class="card stack">
              <h2>The text that is to be signed</h2>
              <p>
                Version {version}. A signature holds for {days} days.{' '}
                {url ? (
                  <a href={url} rel="noreferrer noopener" target="_blank">
                    Read it (opens a new tab)
                  </a>
                ) : (
                  <span class="hint">This installation does not say where it is to be read.</span>
                )}
              </p>
            </section>
            <Listed of={partners} what="The partners" none="There is no partner yet.">
              {(items) => {
                const now = serverClock.now();
                const signers = items
                  .filter(({ status }) => ['approved', 'active', 'suspended'].includes(status))
                  .map((partner) => ({ partner, signature: signatureOf(partner.agreement, version, now) }));
                const order = Object.keys(signatures).reverse();
                const found = signers
                  .filter(({ signature }) => only.value === '' || signature === only.value)
                  .sort((a, b) => order.indexOf(a.signature) - order.indexOf(b.signature) || nameOf(a.partner).localeCompare(nameOf(b.partner), 'en'));
                return (
                  <section class="stack" aria-labelledby="signed">
                    <h2 id="signed">Who has signed</h2>
                    <div class="row filters">
                      <label>
                        Show
                        <select value={only.value} onChange={(e) => (only.value = e.currentTarget.value as Signature | '')}>
                          <option value="">
                            All ({signers.length}
                            {partners.hasMore.value && ' so far'})
                          </option>
                          {(Object.keys(signatures) as Signature[]).map((key) => (
                            <option key={key} value={key}>
                              {signatures[key].words} ({signers.filter(({ signature }) => signature === key).length})
                            </option>
                          ))}
                        </select>
                      </label>
                    </div>
                    {found.length === 0 && <p class="none">None.</p>}
                    {found.length > 0 && (
                      <Scroll label="Who has signed">
                        <table class="list">
                          <thead>
                            <tr>
                              <th scope="col">Partner</th>
                              <th scope="col">Signature</th>
                              <th scope="col" class="number">
                                Version
                              </th>
                              <th scope="col">Signed</th>
                              <th scope="col">By</th>
                              <th scope="col">Ends</th>
                            </tr>
                          </thead>
                          <tbody>
                            {found.map(({ partner, signature }) => (
                              <tr key={partner.partnerId}>
                                <th scope="row">
                                  <a href={to('partners', partner.partnerId)}>
                                    <Said text={nameOf(partner)} most={100} />
                                  </a>
                                </th>
                                <td>
                                  <span class={`badge ${signatures[signature].badge}`}>{signatures[signature].words}</span>
                                </td>
                                <td class="number">{partner.agreement?.version ?? '–'}</td>
                                <td>{partner.agreement && <When at={partner.agreement.signedAt} />}</td>
                                <td>{partner.agreement && <Said text={partner.agreement.signedBy} most={80} />}</td>
                                <td>{partner.agreement && <When at={partner.agreement.endsAt} />}</td>
                              </tr>
                            ))}
                          </tbody>
                        </table>
                      </Scroll>
                    )}
                  </section>
                );
              }}
            </Listed>
          </>
        )}
      </Shown>
    </div>
  );
}
