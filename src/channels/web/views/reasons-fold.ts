import { formatInstant } from './format.ts';
import type { Frame } from './frame.ts';
import { attributes, type Html, html, label, text } from './html.ts';

/** Why this guidance: the answers used, the notices behind it, and the rule that decided, down to its row. */
export interface Reasons {
  /** Headings and lines from the disease pack: 「お答え」, 「使った目安」 with its date. */
  readonly answers: { readonly title: string; readonly lines: readonly string[] };
  readonly notices: { readonly title: string; readonly lines: readonly string[] };
  readonly rule: {
    /** 'mhlw-2020-02-17' */
    readonly profile: string;
    readonly outcome: string;
    readonly table: string;
    readonly version: string;
    readonly row: string;
  };
  readonly answeredAt: Date;
  /** The table's full text and its sources. */
  readonly sourceHref: string;
  /** Open where the guidance may surprise. */
  readonly open: boolean;
}

export function reasonsFold(frame: Frame, reasons: Reasons): Html {
  const { say } = frame;
  const { rule, answers, notices } = reasons;
  const fact = (term: string, told: Html) => html`<div><dt>${text(term)}</dt><dd>${told}</dd></div>`;
  const list = (lines: readonly string[]) => html`<ul>${lines.map((line) => html`<li>${text(line)}</li>`)}</ul>`;
  const table = text(say('guidance.rule_table', { table: rule.table, version: rule.version, row: rule.row }));
  return html`<details class="fold"${attributes({ open: reasons.open })}><summary>${label(say('guidance.reasons'))}</summary><div><dl class="facts">${[
    answers.lines.length > 0 && fact(answers.title, list(answers.lines)),
    fact(notices.title, list(notices.lines)),
    fact(say('guidance.reason_rule'), html`<code>${rule.profile}</code><br><code>${rule.outcome}</code><br>${table}`),
    fact(say('guidance.reason_answered'), text(formatInstant(frame, reasons.answeredAt))),
  ]}</dl><p><a href="${reasons.sourceHref}">${label(say('guidance.reason_source'))}</a></p></div></details>`;
}
