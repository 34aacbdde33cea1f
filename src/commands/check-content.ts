import { formatFinding } from '../base/finding.ts';
import { Problem } from '../base/problem.ts';
import type { Content } from '../features/content/index.ts';
import { commandConfig } from './command-config.ts';
import { contentAt } from './content-at.ts';
import { counted, print } from './print.ts';
import { dateOption } from './time-options.ts';

const faulty = {
  code: 'cli.content-faulty',
  status: 409,
  title: '{folder} cannot be published: {errors} above. Mend them and check again.',
} as const;
/** Lists every finding, errors last, next to the summary; says what there is when there are none. */
export async function checkContent(options: { readonly on?: string; readonly folder?: string }): Promise<void> {
  const folder = options.folder ?? commandConfig().MIMAMORI_CONTENT;
  const { content, findings } = await contentAt(folder, options.on ? dateOption('--on', options.on) : undefined);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  for (const finding of [...warnings, ...errors]) print(formatFinding(finding));
  if (!content) throw new Problem(faulty, { folder, errors: counted(errors.length, 'error') });
  print(`${folder} may be published: ${inventory(content)}; ${counted(warnings.length, 'warning')}.`);
}

function inventory(content: Content): string {
  const packs = [...content.packs.values()];
  const accounts = [...content.accounts.values()];
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return [
    counted(accounts.length, 'account'),
    counted(packs.length, 'disease pack'),
    counted(sum(packs.map((pack) => pack.questionnaires.size)), 'questionnaire'),
    counted(sum(packs.map((pack) => pack.guidance.tables.size)), 'rule profile'),
    counted(sum(packs.map((pack) => pack.followUp.plans.length)), 'follow-up plan'),
    counted(sum(packs.map((pack) => pack.faq.length)), 'question and answer', 'questions and answers'),
    counted(new Set(accounts.map(({ policy }) => `${policy.id} ${policy.version}`)).size, 'policy', 'policies'),
    counted(new Set(accounts.flatMap(({ points }) => points)).size, 'contact point'),
  ].join(', ');
}
