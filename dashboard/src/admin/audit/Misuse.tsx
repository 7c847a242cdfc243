import { answerOf } from '../../shared/api';
import { Said } from '../../shared/Said';
import type { Office } from '../office';
import { usePages } from '../reading/pages';
import { Listed } from '../reading/Shown';
import { When } from '../When';

const rules: Readonly<Record<string, string>> = { repeat: 'the same camera again and again', offShift: 'outside the shift', volume: 'far more than peers' };

/** Odd use of video that a rule found: questions for a supervisor, and not answers. */
export function Misuse({ office }: { office: Office }) {
  const pages = usePages((after) => answerOf(office.api.GET('/misuse', { params: { query: after ? { after } : {} } })), [office]);
  return (
    <div class="stack">
      <h1>Odd use of video</h1>
      <p class="hint">A finding is a question and not an answer: it says what was counted, and against what. That you read it is on record.</p>
      <Listed of={pages} what="The findings" none="Nothing odd was found.">
        {(items) => (
          <div class="scroll-x">
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">Found</th>
                  <th scope="col">Who</th>
                  <th scope="col">What</th>
                  <th scope="col" class="number">
                    Counted
                  </th>
                  <th scope="col" class="number">
                    Much is
                  </th>
                  <th scope="col" class="number">
                    Peers
                  </th>
                  <th scope="col">In words</th>
                </tr>
              </thead>
              <tbody>
                {items.map((finding) => (
                  <tr key={finding.sequence}>
                    <td>
                      <When at={finding.at} />
                    </td>
                    <th scope="row">
                      <Said text={finding.by.name ?? finding.by.text} most={120} />
                    </th>
                    <td>{rules[finding.rule] ?? finding.rule}</td>
                    <td class="number">{finding.count}</td>
                    <td class="number">{finding.threshold}</td>
                    <td class="number">{finding.peerMedian ?? '–'}</td>
                    <td>
                      <Said text={finding.explanation} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Listed>
    </div>
  );
}
