import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { documentHash, policyHash } from './document-hash.ts';
import { type Policy, parsePolicy, requiredTicks } from './policy.ts';
import { collectedItems, itemsForPurpose } from './policy-faults.ts';
import { parsePolicyItems } from './policy-items.ts';

const parsed = new Map<string, unknown>();
/** A fresh copy of a file's content. */
function yaml(path: string) {
  if (!parsed.has(path)) parsed.set(path, parse(readFileSync(path, 'utf8')));
  return structuredClone(parsed.get(path)) as Policy;
}
const itemsPath = 'content/policies/items.yaml';
const items = parsePolicyItems(yaml(itemsPath), itemsPath).items!;
const files = globSync('content/policies/*/*.yaml').sort();
const miyagiPath = 'content/policies/miyagi/2020-03-30.yaml';
const policyAt = (path: string): Policy => parsePolicy(yaml(path), path, items).policy!;
const miyagi = policyAt(miyagiPath);
const fukushima = policyAt('content/policies/fukushima/2020-03-27.yaml');
const kanagawa = policyAt('content/policies/kanagawa/2020-03-05.yaml');

/** The findings after one change to Miyagi's policy, as `code where`, each once. */
function findingsAfter(change: (policy: Policy) => unknown, path = miyagiPath): string[] {
  const policy = yaml(path);
  change(policy);
  return [...new Set(parsePolicy(policy, 'f', items).findings.map(({ code, where }) => `${code} ${where}`))];
}
const without = <T extends { readonly id: string }>(list: T[], id: string) => {
  list.splice(
    list.findIndex((one) => one.id === id),
    1,
  );
};

describe('the policies that ship', () => {
  test('stand on a list of items without fault', () => {
    expect(parsePolicyItems(yaml(itemsPath), itemsPath).findings).toEqual([]);
  });

  test.each(files)('have no fault in %s, and lie at their id and version', (file) => {
    const { policy, findings } = parsePolicy(yaml(file), file, items);
    expect(findings).toEqual([]);
    expect(`content/policies/${policy!.id}/${policy!.version}.yaml`).toBe(file);
    expect(policy!.version).toBe(policy!.effectiveOn);
  });

  test('ask for terms and privacy, and never make guidance depend on research or follow-up', () => {
    for (const file of files) expect(requiredTicks(policyAt(file))).toEqual(['terms', 'privacy']);
  });

  test('do not collect LINE profiles, names, My Number or card numbers', () => {
    for (const file of files)
      for (const never of ['line_profile', 'real_name', 'my_number', 'payment_card'])
        expect(collectedItems(policyAt(file)), `${file} ${never}`).not.toContain(never);
  });

  test('name the university where the published policies do, with the date, and nowhere else', () => {
    const named = (policy: Policy) =>
      policy.recipients
        .filter(({ kind }) => kind === 'university')
        .map(({ id, namedFrom, ground }) => [id, namedFrom, ground]);
    expect(named(miyagi)).toEqual([['keio', '2020-03-30', 'announced']]);
    expect(named(fukushima)).toEqual([['keio', '2020-03-27', 'statistics-or-research']]);
    expect(named(kanagawa)).toEqual([['universities', undefined, 'consent']]);
  });

  test('say what the tick for research means: a promise in Miyagi, "I have read" in Fukushima, consent elsewhere', () => {
    expect(files.map((file) => [policyAt(file).id, policyAt(file).ticks.research.meaning])).toEqual([
      ['fukushima', 'acknowledged'],
      ['kanagawa', 'consent'],
      ['miyagi', 'opt-out'],
      ['prefecture-general', 'consent'],
      ['prefecture-general', 'consent'],
    ]);
  });

  test('have the seven purposes of 2020 first, in their order', () => {
    const seven = [
      'operate-service',
      'personal-guidance',
      'answer-questions',
      'understand-spread',
      'infection-control-law',
      'other-diseases',
      'research',
    ];
    for (const file of files)
      expect(
        policyAt(file)
          .purposes.slice(0, 7)
          .map(({ id }) => id),
      ).toEqual(seven);
  });

  test('use the callback number for the call and nothing else, and pass it on to contractors alone', () => {
    for (const policy of files.map(policyAt)) {
      const uses = policy.purposes.filter(({ id }) => itemsForPurpose(policy, id).includes('callback_number'));
      expect(uses.map(({ id }) => id)).toEqual(['callback']);
      const to = policy.recipients.filter((recipient) => recipient.items.includes('callback_number'));
      expect(to.map(({ kind }) => kind)).toEqual(['contractor']);
    }
  });

  test('pass no identifier, label or talk on to universities', () => {
    for (const policy of files.map(policyAt))
      for (const recipient of policy.recipients.filter(({ kind }) => kind === 'university'))
        expect(recipient.items).toEqual(['questionnaire_answers', 'health_profile', 'residence', 'guidance_records']);
  });
});

describe('a policy that does not say all is refused:', () => {
  test('an item removed from its clause', () => {
    expect(findingsAfter((policy) => policy.collects[2]!.items.pop())).toEqual([
      'policy.item-missing f: collects',
      'policy.recipient-item f: recipients.national-bodies',
      'policy.recipient-item f: recipients.local-bodies',
      'policy.recipient-item f: recipients.keio',
      'policy.recipient-item f: recipients.contractors',
      'policy.retention-unknown f: retention',
    ]);
  });

  test.each(miyagi.collects.filter(({ collected }) => collected).flatMap((clause) => clause.items))(
    'the item %s no longer announced anywhere',
    (id) => {
      const found = findingsAfter((policy) => {
        for (const clause of policy.collects) clause.items = clause.items.filter((one) => one !== id);
        policy.collects = policy.collects.filter((clause) => clause.items.length > 0);
      });
      expect(found).toContain('policy.item-missing f: collects');
    },
  );

  test.each(miyagi.purposes.map(({ id }) => id))('the purpose %s removed', (id) => {
    expect(findingsAfter((policy) => without(policy.purposes, id))).not.toEqual([]);
  });

  test.each(miyagi.retention.map(({ items: [first] }) => first!))('the rule on keeping %s removed', (id) => {
    const found = findingsAfter((policy) => {
      policy.retention = policy.retention.filter((rule) => !rule.items.includes(id));
    });
    expect(found).toEqual(['policy.retention-missing f: retention']);
  });

  test.each(['clauses', 'purposes', 'researchPurposes', 'recipients', 'ticks', 'retention', 'requests'])(
    'the list of %s left out of the full text',
    (list) => {
      const found = findingsAfter((policy) => {
        for (const article of policy.articles)
          article.paragraphs = article.paragraphs.map(({ list: put, ...rest }) =>
            put && put !== list ? { ...rest, list: put } : rest,
          );
      });
      expect(found).toEqual(['policy.article-list f: articles']);
    },
  );

  test('an item in two clauses, or one that is not in the list', () => {
    expect(findingsAfter((policy) => policy.collects[4]!.items.push('residence'))).toContain(
      'policy.item-twice f: collects',
    );
    expect(findingsAfter((policy) => policy.collects[4]!.items.push('shoe_size'))).toContain(
      'policy.item-unknown f: collects',
    );
  });

  test('health information called not sensitive', () => {
    expect(
      findingsAfter((policy) => {
        policy.collects[2]!.sensitive = false;
      }),
    ).toEqual(['policy.sensitive f: collects.3']);
  });

  test('a clause without a purpose', () => {
    const found = findingsAfter((policy) => {
      for (const purpose of policy.purposes) purpose.uses = purpose.uses.filter((number) => number !== 5);
      policy.recipients.find(({ id }) => id === 'line')!.items = ['messages_sent'];
    });
    expect(found).toEqual(['policy.no-purpose f: purposes']);
  });

  test('the callback number used for anything else', () => {
    expect(findingsAfter((policy) => policy.purposes[6]!.uses.push(11))).toEqual([
      'policy.callback-purpose f: purposes',
    ]);
  });

  test('a recipient who gets an item that serves none of its purposes, or a purpose that is none', () => {
    const keio = (policy: Policy) => policy.recipients.find(({ id }) => id === 'keio')!;
    expect(findingsAfter((policy) => keio(policy).items.push('line_user_id'))).toEqual([
      'policy.recipient-item f: recipients.keio',
    ]);
    expect(findingsAfter((policy) => keio(policy).purposes.push('marketing'))).toEqual([
      'policy.purpose-unknown f: recipients.keio',
    ]);
  });

  test('a tick and a ground that do not agree', () => {
    expect(
      findingsAfter((policy) => {
        policy.ticks.research.meaning = 'consent';
      }),
    ).toEqual(['policy.tick-ground f: recipients.keio']);
    expect(
      findingsAfter((policy) => {
        policy.recipients.find(({ id }) => id === 'keio')!.ground = 'consent';
      }),
    ).toEqual(['policy.tick-ground f: recipients.keio']);
    expect(findingsAfter((policy) => delete policy.ticks.research.recipients)).toEqual([
      'policy.tick-missing f: recipients.keio',
    ]);
  });

  test('a research tick made a condition of guidance, or privacy made optional', () => {
    expect(
      findingsAfter((policy) => {
        policy.ticks.research.required = true;
        policy.ticks.privacy.required = false;
      }),
    ).toEqual(['policy.tick-required f: ticks.privacy', 'policy.tick-required f: ticks.research']);
  });

  test('a law that did not apply on that day', () => {
    expect(
      findingsAfter((policy) => {
        policy.lawRegime = 'appi-2023';
      }),
    ).toContain('policy.regime f: lawRegime');
  });

  test('a deadline longer than the act allows, and sensitivity left open under the act', () => {
    const general = 'content/policies/prefecture-general/2023-04-01.yaml';
    expect(
      findingsAfter((policy) => {
        policy.requests[0]!.deadlineDays = 45;
        delete policy.collects[2]!.sensitive;
      }, general),
    ).toEqual(['policy.deadline f: requests.disclosure', 'policy.sensitive f: collects.3']);
  });

  test('a kanji without its reading, a placeholder that nothing fills in, a missing language', () => {
    expect(
      findingsAfter((policy) => {
        policy.ticks.terms.sentence.easy = '規約';
        policy.title.en = 'Policy of {town}';
      }),
    ).toEqual(['policy.reading-missing f: ticks.terms.sentence.easy', 'policy.placeholder f: title']);
    expect(findingsAfter((policy) => delete (policy.ticks.terms.note as Partial<{ en: string }>).en)).toEqual([
      'policy.shape f: ticks.terms.note.en',
    ]);
  });
});

describe('the fingerprint of a document', () => {
  test('does not depend on the order of keys, and does on every word', () => {
    expect(documentHash({ a: 1, b: ['x', null] })).toBe(documentHash({ b: ['x', null], a: 1 }));
    expect(documentHash({ a: ['x', 'y'] })).not.toBe(documentHash({ a: ['y', 'x'] }));
    expect(documentHash({ a: undefined, b: 1 })).toBe(documentHash({ b: 1 }));
  });

  test('of a policy changes with a word of the policy or of an item that it announces', () => {
    const before = policyHash(miyagi, items);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(policyHash({ ...miyagi, version: '2' }, items)).not.toBe(before);
    const renamed = structuredClone(items);
    renamed.items.residence!.what.ja += '。';
    expect(policyHash(miyagi, renamed)).not.toBe(before);
  });
});
