import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { languages } from '../../base/language.ts';
import { type Policy, parsePolicy } from './policy.ts';
import { collectedItems } from './policy-faults.ts';
import { parsePolicyItems } from './policy-items.ts';
import { policyWords } from './policy-words.ts';
import { parseTerms, termsWords } from './terms.ts';

const yaml = (path: string) => parse(readFileSync(path, 'utf8'));
const items = parsePolicyItems(yaml('content/policies/items.yaml'), 'items.yaml').items!;
const files = globSync('content/policies/*/*.yaml').sort();
const policyAt = (path: string): Policy => parsePolicy(yaml(path), path, items).policy!;
const shiga = { ja: '滋賀県', easy: '{滋賀県|しがけん}', en: 'Shiga Prefecture' };

const strings = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(strings) : [];

describe('a policy in words', () => {
  test.each(files)('leaves nothing unfilled in any language (%s)', (file) => {
    for (const language of languages) {
      const words = policyWords(policyAt(file), items, language, shiga);
      expect(strings(words).filter((one) => one.trim() === '' || /undefined|\{\w+\}/.test(one))).toEqual([]);
    }
  });

  test('names the account’s prefecture in a policy that several share', () => {
    const general = policyAt('content/policies/prefecture-general/2020-03-05.yaml');
    expect(policyWords(general, items, 'ja', shiga).title).toBe('滋賀県 パーソナルサポート 個人情報の取扱い');
    expect(policyWords(general, items, 'en', shiga).articles[0]!.paragraphs[0]!.text).toContain(
      'Shiga Prefecture handles',
    );
  });

  test('says for each item that is held what it is and how long it is kept', () => {
    const miyagi = policyAt('content/policies/miyagi/2020-03-30.yaml');
    const words = policyWords(miyagi, items, 'en', shiga);
    expect(Object.keys(words.items).sort()).toEqual([...collectedItems(miyagi)].sort());
    expect(words.items.callback_number!.kept).toBe('Erased within 30 days after the call is done');
  });

  test('writes every held item, purpose and recipient into the full text', () => {
    for (const policy of files.map(policyAt))
      for (const language of ['ja', 'en'] as const) {
        const text = strings(policyWords(policy, items, language, shiga).articles).join('\n');
        for (const id of collectedItems(policy)) expect(text).toContain(items.items[id]!.what[language]);
        for (const { text: purpose } of policy.purposes) expect(text).toContain(purpose[language]);
        for (const { who } of policy.recipients)
          expect(text).toContain(who[language].replaceAll('{prefecture}', shiga[language]));
      }
  });

  test('shows the full text in Japanese to readers of easy Japanese, and the summary in easy Japanese', () => {
    const words = policyWords(policyAt('content/policies/kanagawa/2020-03-05.yaml'), items, 'easy', shiga);
    expect(words.articlesLanguage).toBe('ja');
    expect(words.articles[0]!.heading).toBe('第1条 言葉の意味');
    expect(words.summary.map(({ id }) => id)).toEqual(['collect', 'use', 'seen', 'kept', 'stop']);
    expect(words.summary[0]!.text).toContain('{名前|なまえ}は {聞|き}きません');
  });

  test('follows the articles of the published policies', () => {
    const headings = (path: string) =>
      policyWords(policyAt(path), items, 'ja', shiga).articles.map(({ heading }) => heading);
    expect(headings('content/policies/miyagi/2020-03-30.yaml').slice(0, 9)).toEqual([
      '第1条 趣旨',
      '第2条 言葉の意味',
      '第3条 取得する個人情報等',
      '第4条 利用目的',
      '第5条 第三者への提供',
      '第6条 適切な管理',
      '第7条 委託先の管理',
      '第8条 ご相談とご請求',
      '第9条 周知と教育',
    ]);
    expect(headings('content/policies/fukushima/2020-03-27.yaml').slice(0, 9)).toEqual([
      'はじめに',
      '第1条 言葉の意味',
      '第2条 取得する個人情報等',
      '第3条 利用目的',
      '第4条 利用と提供',
      '第5条 適切な管理',
      '第6条 委託先の管理',
      '第7条 ご相談とご請求',
      '第8条 周知と教育',
    ]);
  });
});

describe('terms of use', () => {
  const path = 'content/terms/2020-03-05.yaml';

  test('have no fault, and read whole in every language', () => {
    const { terms, findings } = parseTerms(yaml(path), path);
    expect(findings).toEqual([]);
    for (const language of languages) {
      const words = termsWords(terms!, language, shiga);
      expect(words.articles.length).toBe(9);
      expect(strings(words).filter((one) => /\{\w+\}/.test(one))).toEqual([]);
      expect(words.articles[0]!.text).toContain(shiga[language]);
    }
  });

  test.each(['not-a-diagnosis', 'emergency', 'cost', 'misuse', 'stop', 'changes'])('are refused without %s', (id) => {
    const terms = yaml(path);
    terms.articles = terms.articles.filter((article: { id: string }) => article.id !== id);
    expect(parseTerms(terms, 'f').findings.map(({ code }) => code)).toEqual(['policy.article-missing']);
  });

  test('are refused when the article on emergencies does not name 119', () => {
    const terms = yaml(path);
    terms.articles.find((article: { id: string }) => article.id === 'emergency').text.en = 'Call for help.';
    expect(parseTerms(terms, 'f').findings.map(({ code }) => code)).toEqual(['policy.emergency']);
  });
});
