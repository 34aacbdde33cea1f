import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { OnDate } from '../../base/jst.ts';
import { consentChanges, guardedItems, needsConsentAgain } from './consent-changes.ts';
import { mayProvide, type ProvisionRequest } from './may-provide.ts';
import { type Policy, parsePolicy, type TickId, tickIds } from './policy.ts';
import { parsePolicyItems } from './policy-items.ts';

const yaml = (path: string) => parse(readFileSync(path, 'utf8'));
const items = parsePolicyItems(yaml('content/policies/items.yaml'), 'items.yaml').items!;
const policyAt = (path: string): Policy => parsePolicy(yaml(`content/policies/${path}.yaml`), path, items).policy!;
const miyagi = policyAt('miyagi/2020-03-30');
const fukushima = policyAt('fukushima/2020-03-27');
const kanagawa = policyAt('kanagawa/2020-03-05');
const general = policyAt('prefecture-general/2020-03-05');

const changed = (policy: Policy, change: (copy: Policy) => unknown): Policy => {
  const copy = structuredClone(policy);
  change(copy);
  return copy;
};
const purpose = (policy: Policy, id: string) => policy.purposes.find((one) => one.id === id)!;

describe('a new version of a policy', () => {
  test('asks nothing again when only its date and its notes change', () => {
    const next = changed(miyagi, (policy) => {
      policy.version = '2020-06-01';
      policy.contact.phone = '0120-000-099';
      policy.articles[5]!.paragraphs[0]!.ja += '定期的に点検します。';
    });
    expect(consentChanges(miyagi, next)).toEqual([]);
    expect(needsConsentAgain(miyagi, miyagi)).toBe(false);
  });

  test('asks again when the purpose of sensitive items is reworded or added', () => {
    const reworded = changed(miyagi, (policy) => {
      purpose(policy, 'research').text.ja = '商品の開発';
    });
    expect(consentChanges(miyagi, reworded)).toEqual([{ kind: 'purpose-changed', id: 'research' }]);
    const added = changed(miyagi, (policy) =>
      policy.purposes.push({ ...purpose(policy, 'research'), id: 'insurance', number: 10 }),
    );
    expect(consentChanges(miyagi, added)).toEqual([{ kind: 'purpose-added', id: 'insurance' }]);
  });

  test('asks again when sensitive items come under a purpose that did not use them', () => {
    const next = changed(miyagi, (policy) => purpose(policy, 'operate-service').uses.push(3));
    expect(consentChanges(miyagi, next)).toEqual([{ kind: 'purpose-changed', id: 'operate-service' }]);
  });

  test('does not ask again when the purpose of other items changes, nor when a purpose is dropped', () => {
    const next = changed(miyagi, (policy) => {
      purpose(policy, 'callback').text.ja = '折り返しの電話';
      policy.researchPurposes.pop();
      policy.purposes = policy.purposes.filter(({ id }) => id !== 'other-diseases');
    });
    expect(consentChanges(miyagi, next)).toEqual([]);
  });

  test('treats health items as sensitive where the ordinance does not say', () => {
    expect(guardedItems(general)).toContain('questionnaire_answers');
    expect(guardedItems(general)).not.toContain('session_cookies');
    const next = changed(general, (policy) => {
      purpose(policy, 'understand-spread').text.ja = '観光の振興';
    });
    expect(needsConsentAgain(general, next)).toBe(true);
  });

  test('asks again when a university is named, or given more, under consent', () => {
    const named = changed(kanagawa, (policy) => {
      policy.recipients.find(({ id }) => id === 'universities')!.namedFrom = '2020-04-01' as OnDate;
    });
    expect(consentChanges(kanagawa, named)).toEqual([{ kind: 'recipient-changed', id: 'universities' }]);
  });

  test('asks again when "I have read" becomes consent', () => {
    const next = changed(fukushima, (policy) => {
      policy.ticks.research.meaning = 'consent';
      policy.recipients.find(({ id }) => id === 'keio')!.ground = 'consent';
    });
    expect(consentChanges(fukushima, next)).toEqual([
      { kind: 'recipient-changed', id: 'keio' },
      { kind: 'tick-meaning', id: 'research' },
    ]);
  });
});

describe('a provision', () => {
  const request: ProvisionRequest = {
    recipient: 'keio',
    purpose: 'research-screening',
    items: ['questionnaire_answers', 'residence'],
    on: '2020-04-10' as OnDate,
    ticks: new Set<TickId>(['terms', 'privacy', 'research']),
  };
  const none = new Set<TickId>(['terms', 'privacy']);

  test('to the university stands on the announcement in Miyagi, and leaves out whoever did not tick', () => {
    expect(mayProvide(miyagi, request)).toEqual({ allowed: true, ground: 'announced' });
    expect(mayProvide(miyagi, { ...request, ticks: none })).toEqual({ allowed: false, because: 'tick-missing' });
  });

  test('to the university stands on the research ground in Fukushima, whatever was read', () => {
    expect(mayProvide(fukushima, { ...request, ticks: none })).toEqual({
      allowed: true,
      ground: 'statistics-or-research',
    });
  });

  test('waits until the recipient is named', () => {
    expect(mayProvide(kanagawa, { ...request, recipient: 'universities' })).toEqual({
      allowed: false,
      because: 'recipient-not-named',
    });
    expect(mayProvide(fukushima, { ...request, on: '2020-03-26' as OnDate })).toEqual({
      allowed: false,
      because: 'recipient-not-named',
    });
  });

  test('is refused to anyone else, for anything else, and for more than was announced', () => {
    expect(mayProvide(miyagi, { ...request, recipient: 'press' })).toEqual({
      allowed: false,
      because: 'recipient-unknown',
    });
    expect(mayProvide(miyagi, { ...request, purpose: 'personal-guidance' })).toEqual({
      allowed: false,
      because: 'purpose-not-recipients',
    });
    expect(mayProvide(miyagi, { ...request, items: ['line_user_id'] })).toEqual({
      allowed: false,
      because: 'item-not-covered',
    });
  });

  test('is never allowed beyond the recipient’s own items and purposes', () => {
    const everyItem = Object.keys(items.items);
    const purposes = [...miyagi.purposes, ...miyagi.researchPurposes].map(({ id }) => id);
    fc.assert(
      fc.property(
        fc.constantFrom(miyagi, fukushima, kanagawa, general),
        fc.constantFrom(...miyagi.recipients.map(({ id }) => id), 'universities'),
        fc.constantFrom(...purposes),
        fc.subarray(everyItem, { minLength: 1, maxLength: 4 }),
        fc.subarray([...tickIds]),
        (policy, recipient, purposeId, given, ticks) => {
          const answer = mayProvide(policy, {
            ...request,
            recipient,
            purpose: purposeId,
            items: given,
            ticks: new Set(ticks),
          });
          if (!answer.allowed) return;
          const entry = policy.recipients.find(({ id }) => id === recipient)!;
          expect(entry.purposes).toContain(purposeId);
          expect(given.filter((id) => !entry.items.includes(id))).toEqual([]);
          expect(answer.ground === 'consent' && !ticks.includes('research')).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
