import { render } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { drawn } from './drawn';
import { statementsBody, yearsTo } from './fields';

describe('statements', () => {
  it('leave out what is empty', () => expect(statementsBody({ cost: '  ', complaints: ' None. ' })).toEqual({ complaints: 'None.' }));
  it('can be filed for this year and ten before', () => {
    const years = yearsTo(Date.parse('2026-11-26T00:00:00Z'));
    expect([years[0], years.at(-1), years.length]).toEqual([2026, 2016, 11]);
  });
});

describe('a report that is drawn anew', () => {
  it('keeps its words and its shape, and nothing that does anything', () => {
    const html =
      '<!doctype html><head><title>x</title><style>p{color:red}</style></head><body><main><h1 onclick="x()">Report</h1><p style="color:red">A &lt;b&gt; &amp; c</p>' +
      '<script>alert(1)</script><table><thead><tr><th>Beat</th></tr></thead><tbody><tr><td>4</td></tr></tbody></table><img src=x onerror=alert(1)></main></body>';
    const { container } = render(<article>{drawn(html)}</article>);
    expect(container.innerHTML).toBe(
      '<article><h3>Report</h3><p>A &lt;b&gt; &amp; c</p><table class="list"><thead><tr><th>Beat</th></tr></thead><tbody><tr><td>4</td></tr></tbody></table></article>',
    );
  });
});
