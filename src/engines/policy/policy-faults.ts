import type { Finding } from '../../base/finding.ts';
import type { ArticleList, Policy } from './policy.ts';
import {
  type PolicyItems,
  placeholderFaults,
  policyFault,
  readingFaults,
  withoutPlaceholders,
} from './policy-items.ts';

/** Where a policy does not say all that the software does, or contradicts itself. */
export function policyFaults(policy: Policy, where: string, items: PolicyItems): readonly Finding[] {
  return [
    ...itemFaults(policy, where, items),
    ...purposeFaults(policy, where),
    ...recipientFaults(policy, where),
    ...tickFaults(policy, where),
    ...retentionFaults(policy, where),
    ...regimeFaults(policy, where, items),
    ...articleFaults(policy, where),
    ...readingFaults(withoutPlaceholders(policy), where),
    ...placeholderFaults(policy, where, ['prefecture']),
  ];
}

const twice = <T>(values: readonly T[]): T[] => [
  ...new Set(values.filter((value, at) => values.indexOf(value) !== at)),
];

/** The items that the policy says are held. */
export const collectedItems = (policy: Policy): readonly string[] =>
  policy.collects.filter(({ collected }) => collected).flatMap((clause) => clause.items);

/** Every item of the list is announced exactly once: as collected, or as not collected. */
function itemFaults(policy: Policy, where: string, { items }: PolicyItems): Finding[] {
  const named = [...policy.collects.flatMap((clause) => clause.items), ...policy.notCollected];
  const at = `${where}: collects`;
  return [
    ...Object.keys(items)
      .filter((id) => !named.includes(id))
      .map((id) =>
        policyFault('item-missing', at, `Nothing is said of ${id}; announce it, or list it under notCollected.`),
      ),
    ...named
      .filter((id) => !Object.hasOwn(items, id))
      .map((id) => policyFault('item-unknown', at, `${id} is not in items.yaml; mend the id.`)),
    ...twice(named).map((id) => policyFault('item-twice', at, `${id} stands in two clauses; keep one.`)),
    ...sensitivityFaults(policy, where, items),
  ];
}

function sensitivityFaults(policy: Policy, where: string, items: PolicyItems['items']): Finding[] {
  return policy.collects
    .filter((clause) => clause.collected && clause.items.some((id) => items[id]?.health))
    .filter((clause) => clause.sensitive === false)
    .map((clause) =>
      policyFault(
        'sensitive',
        `${where}: collects.${clause.number}`,
        'Health information may not be called not sensitive.',
      ),
    );
}

/** Purposes are numbered without a gap, and whatever is held has one. */
function purposeFaults(policy: Policy, where: string): Finding[] {
  const at = `${where}: purposes`;
  const clauses = policy.collects.filter(({ collected }) => collected);
  const used = policy.purposes.flatMap((purpose) => purpose.uses);
  const ids = [...policy.purposes, ...policy.researchPurposes].map(({ id }) => id);
  const callback = clauses.find((clause) => clause.items.includes('callback_number'));
  const callbackPurposes = policy.purposes.filter((purpose) => callback && purpose.uses.includes(callback.number));
  return [
    ...[...gaps(policy.purposes), ...gaps(policy.researchPurposes), ...gaps(policy.collects)].map((number) =>
      policyFault('number-gap', at, `Number ${number} is missing; purposes and clauses are numbered 1, 2, 3 ….`),
    ),
    ...clauses
      .filter(({ number }) => !used.includes(number))
      .map(({ number }) =>
        policyFault('no-purpose', at, `Clause ${number} is collected for no purpose; name one or drop it.`),
      ),
    ...used
      .filter((number) => !clauses.some((clause) => clause.number === number))
      .map((number) => policyFault('clause-unknown', at, `A purpose uses clause ${number}, which is not collected.`)),
    ...twice(ids).map((id) => policyFault('purpose-twice', at, `${id} stands twice; keep one.`)),
    ...policy.researchPurposes
      .filter(({ within }) => !policy.purposes.some((purpose) => purpose.id === within))
      .map(({ id, within }) => policyFault('purpose-unknown', at, `${id} lies within ${within}, which is no purpose.`)),
    ...(callback && (callbackPurposes.length !== 1 || callback.items.length !== 1)
      ? [
          policyFault(
            'callback-purpose',
            at,
            'The callback number has one purpose of its own, and a clause of its own.',
          ),
        ]
      : []),
  ];
}

const gaps = (numbered: ReadonlyArray<{ readonly number: number }>): number[] =>
  numbered.map(({ number }, at) => (number === at + 1 ? 0 : at + 1)).filter((number) => number > 0);

/** The items that a purpose, or a research purpose by way of its parent, may use. */
export function itemsForPurpose(policy: Policy, purposeId: string): readonly string[] {
  const within = policy.researchPurposes.find(({ id }) => id === purposeId)?.within ?? purposeId;
  const uses = policy.purposes.find(({ id }) => id === within)?.uses ?? [];
  return policy.collects
    .filter((clause) => clause.collected && uses.includes(clause.number))
    .flatMap(({ items }) => items);
}

function recipientFaults(policy: Policy, where: string): Finding[] {
  const known = [...policy.purposes, ...policy.researchPurposes].map(({ id }) => id);
  const findings = twice(policy.recipients.map(({ id }) => id)).map((id) =>
    policyFault('recipient-twice', `${where}: recipients`, `${id} stands twice; merge the entries.`),
  );
  for (const recipient of policy.recipients) {
    const at = `${where}: recipients.${recipient.id}`;
    for (const id of recipient.purposes.filter((purpose) => !known.includes(purpose)))
      findings.push(policyFault('purpose-unknown', at, `${id} is no purpose of this policy; mend the id.`));
    const usable = new Set(recipient.purposes.flatMap((purpose) => itemsForPurpose(policy, purpose)));
    for (const id of recipient.items.filter((item) => !usable.has(item)))
      findings.push(
        policyFault('recipient-item', at, `${id} serves none of the recipient's purposes; it may not go there.`),
      );
    const byTick = Object.values(policy.ticks).filter((tick) => tick.recipients?.includes(recipient.id));
    if (recipient.kind === 'university' && byTick.length === 0)
      findings.push(
        policyFault('tick-missing', at, 'No tick speaks of this provision; name the recipient under a tick.'),
      );
    if (recipient.ground === 'consent' && !byTick.some((tick) => tick.meaning === 'consent'))
      findings.push(
        policyFault('tick-ground', at, 'The ground is consent, but no tick with that meaning names the recipient.'),
      );
    if (recipient.ground !== 'consent' && byTick.some((tick) => tick.meaning === 'consent'))
      findings.push(
        policyFault('tick-ground', at, `A tick asks consent, but the ground is ${recipient.ground}; let them agree.`),
      );
  }
  return findings;
}

function tickFaults(policy: Policy, where: string): Finding[] {
  const findings: Finding[] = [];
  for (const [id, tick] of Object.entries(policy.ticks)) {
    const at = `${where}: ticks.${id}`;
    for (const name of tick.recipients?.filter((one) => !policy.recipients.some((recipient) => recipient.id === one)) ??
      [])
      findings.push(policyFault('recipient-unknown', at, `${name} is no recipient of this policy; mend the id.`));
    const mustBeRequired = id === 'terms' || id === 'privacy';
    if (tick.required !== mustBeRequired)
      findings.push(
        policyFault(
          'tick-required',
          at,
          'Terms and privacy are required; guidance never depends on research or follow-up.',
        ),
      );
    if (id === 'followup' && tick.meaning !== 'consent')
      findings.push(
        policyFault('tick-meaning', at, 'Messages are sent only to those who agreed: the meaning is consent.'),
      );
  }
  return findings;
}

/** Whatever is held has one rule on how long, and nothing else has. */
function retentionFaults(policy: Policy, where: string): Finding[] {
  const at = `${where}: retention`;
  const held = collectedItems(policy);
  const ruled = policy.retention.flatMap(({ items }) => items);
  return [
    ...held
      .filter((id) => !ruled.includes(id))
      .map((id) => policyFault('retention-missing', at, `Nothing says how long ${id} is kept; add a rule.`)),
    ...ruled
      .filter((id) => !held.includes(id))
      .map((id) => policyFault('retention-unknown', at, `${id} is not collected; remove it here.`)),
    ...twice(ruled).map((id) => policyFault('retention-twice', at, `${id} has two rules; keep one.`)),
  ];
}

const appiFrom = '2023-04-01';

/**
 * Since 2023-04-01 the national act applies (an ordinance may shorten the 30 days of articles 83, 94 and 102, and the
 * extension of 30, but not lengthen them) and defines sensitive information for every prefecture.
 */
function regimeFaults(policy: Policy, where: string, items: PolicyItems): Finding[] {
  const appi = policy.lawRegime === 'appi-2023';
  const findings: Finding[] = [];
  if (appi !== policy.effectiveOn >= appiFrom)
    findings.push(
      policyFault('regime', `${where}: lawRegime`, `${policy.lawRegime} did not apply on ${policy.effectiveOn}.`),
    );
  if (!appi) return findings;
  for (const request of policy.requests)
    if (request.deadlineDays > 30 || request.extensionDays > 30 || request.deadlineBasis !== 'law')
      findings.push(
        policyFault(
          'deadline',
          `${where}: requests.${request.kind}`,
          'The act sets 30 days and 30 more; they may only be shortened.',
        ),
      );
  for (const clause of policy.collects)
    if (clause.collected && clause.sensitive === undefined && clause.items.some((id) => items.items[id]?.health))
      findings.push(
        policyFault(
          'sensitive',
          `${where}: collects.${clause.number}`,
          'The act defines sensitive information; say true or false.',
        ),
      );
  return findings;
}

const neededLists: readonly ArticleList[] = ['clauses', 'purposes', 'recipients', 'ticks', 'retention', 'requests'];

/** The full text puts in each list of the data, so that nothing the software does goes unsaid. */
function articleFaults(policy: Policy, where: string): Finding[] {
  const lists = policy.articles.flatMap(({ paragraphs }) => paragraphs.flatMap(({ list }) => list ?? []));
  const needed = policy.researchPurposes.length > 0 ? [...neededLists, 'researchPurposes' as const] : neededLists;
  const kinds = new Set(policy.requests.map(({ kind }) => kind));
  return [
    ...needed
      .filter((list) => !lists.includes(list))
      .map((list) => policyFault('article-list', `${where}: articles`, `No article puts in the list ${list}; add it.`)),
    ...(kinds.size < 3
      ? [policyFault('requests', `${where}: requests`, 'Disclosure, correction and suspension: one of each.')]
      : []),
    ...twice(policy.summary.map((part) => part.id)).map((id) =>
      policyFault('summary', `${where}: summary`, `${id} stands twice; each part stands once.`),
    ),
  ];
}
