import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/base/finding.ts';
import type { OnDate } from '../../src/base/jst.ts';
import { assembleContent, type ContentFiles, readContentFiles } from '../../src/features/content/index.ts';

/** One thing done to the content, and the error that must come of it. */
interface Mutation {
  readonly what: string;
  /** Path of the file, and what becomes of its text; undefined: the file goes. */
  readonly change: Readonly<Record<string, (text: string) => string | undefined>>;
  readonly code: string;
  /** The file that the finding names … */
  readonly where: string | RegExp;
  /** … and the thing, in its place or in its sentence. */
  readonly names: RegExp;
  /** The day for which the content is checked. */
  readonly on?: string;
}

const account = 'accounts/miyagi/account.yaml';
const points = 'accounts/miyagi/contact-points.csv';
const p1 = 'packs/covid-19/guidance/mhlw-2020-02-17.dmn';
const pack = 'packs/covid-19/pack.yaml';
const guidanceWords = 'packs/covid-19/messages/guidance.yaml';
const initial = 'packs/covid-19/questionnaires/ps-initial.json';
const watch = 'packs/covid-19/follow-up/watch.yaml';
const programme = 'packs/covid-19/follow-up/programme.yaml';
const notices = 'packs/covid-19/messages/follow-up.yaml';
const desk = 'packs/covid-19/care-desk.yaml';
const policy = 'policies/miyagi/2020-03-30.yaml';

const replace = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);
const gone = () => undefined;
/** One line more than once. */
const lineTwice = (pattern: RegExp) => replace(pattern, '$&\n$&');
/** A rule of a table, from its opening to its closing tag. */
const ruleOf = (id: string): RegExp => new RegExp(`\\s*<rule id="${id}">[\\s\\S]*?</rule>`);
const editJson = (edit: (json: { item: Item[] }) => void) => (text: string) => {
  const json = JSON.parse(text);
  edit(json);
  return JSON.stringify(json);
};
interface Item {
  linkId: string;
  item?: Item[];
  answerOption?: object[];
}
const itemOf = (items: readonly Item[], linkId: string): Item | undefined => {
  for (const item of items) {
    const found = item.linkId === linkId ? item : itemOf(item.item ?? [], linkId);
    if (found) return found;
  }
  return undefined;
};

const mutations: readonly Mutation[] = [
  // Words
  {
    what: 'the text of an outcome is dropped',
    change: { [guidanceWords]: replace(/\n {2}WATCH_HIGH:\n[\s\S]*?(?=\n\n {2}\w+:\n)/, '') },
    code: 'messages',
    where: guidanceWords,
    names: /WATCH_HIGH/,
  },
  {
    what: 'an outcome’s text names a notice that is not there',
    change: {
      [guidanceWords]: replace('notices: [mhlw-2020-04-27, mimamori-recommendation]', 'notices: [mhlw-2020-13-01]'),
    },
    code: 'messages',
    where: guidanceWords,
    names: /mhlw-2020-13-01/,
  },
  {
    what: 'a word loses its English',
    change: { 'words/contact.yaml': replace('  en: In an emergency\n', '') },
    code: 'words',
    where: /contact/,
    names: /en|English/,
  },
  {
    what: 'a word’s easy Japanese loses a reading',
    change: { 'words/contact.yaml': replace('{息|いき}が', '息が') },
    code: 'words',
    where: /contact/,
    names: /息/,
  },
  {
    what: 'a key stands twice',
    change: { 'words/contact.yaml': (text) => `${text}\nemergency: { ja: あ, easy: あ, en: a }\n` },
    code: 'content.syntax',
    where: /^words\/contact\.yaml: line \d+$/,
    names: /unique|twice|duplicate/i,
  },
  {
    what: 'two questions of the FAQ have one id',
    change: {
      'packs/covid-19/faq/testing.yaml': (text) =>
        `${text}\n${text.slice(text.indexOf('  - id: testing-how'), text.indexOf('\n  - id:', text.indexOf('testing-how') + 1))}\n`,
    },
    code: 'faq',
    where: /testing/,
    names: /testing-how/,
  },

  // Guidance
  {
    what: 'the last rule is dropped, and some answers get no outcome',
    change: { [p1]: replace(/\s*<rule id="[^"]*">(?:(?!<rule )[\s\S])*?<\/rule>(?=\s*<\/decisionTable>)/, '') },
    code: 'guidance',
    where: p1,
    names: /no rule|gap|every/i,
  },
  {
    what: 'a rule can never be reached',
    change: {
      [p1]: (text) => {
        const rule = ruleOf('P1-0').exec(text)![0];
        return text.replace(ruleOf('P1-1'), `${rule.replaceAll('P1-0', 'P1-0again')}$&`);
      },
    },
    code: 'guidance',
    where: p1,
    names: /P1-0again/,
  },
  {
    what: 'a rule gives an outcome that there is not',
    change: { [p1]: replace('"KNOWN_POSITIVE"', '"KNOWN_NEGATIVE"') },
    code: 'guidance',
    where: p1,
    names: /KNOWN_NEGATIVE/,
  },
  {
    what: 'a table is dropped',
    change: { [p1]: gone },
    code: 'guidance',
    where: pack,
    names: /mhlw-2020-02-17/,
  },
  {
    what: 'two rule profiles begin on one day',
    change: { [pack]: replace('from: "2020-05-08"', 'from: "2020-02-17"') },
    code: 'guidance',
    where: pack,
    names: /2020-02-17/,
  },
  {
    what: 'an account’s own schedule goes back in time',
    change: {
      [account]: (text) =>
        `${text}guidanceSchedule:\n  - { profile: mhlw-2020-05-08, from: '2020-05-08' }\n  - { profile: mhlw-2020-02-17, from: '2020-03-01' }\n`,
    },
    code: 'guidance',
    where: /miyagi.*guidanceSchedule/,
    names: /2020-03-01|2020-05-08/,
  },
  {
    what: 'the pack’s medical sign-off is missing',
    change: { [pack]: replace(/medicalSignOff:\n( {2}.*\n)+/, '') },
    code: 'guidance',
    where: pack,
    names: /medicalSignOff/,
  },

  // Follow-up
  {
    what: 'an outcome has no follow-up plan, and nothing says why',
    change: { 'packs/covid-19/follow-up/unmeasured.yaml': gone },
    code: 'follow-up.no-plan',
    where: programme,
    names: /UNMEASURED/,
  },
  {
    what: 'an outcome has a plan and a reason for none',
    change: { [programme]: replace('withoutPlan: {}', 'withoutPlan: { WATCH: nobody asks them }') },
    code: 'follow-up.plan-and-none',
    where: watch,
    names: /WATCH/,
  },
  {
    what: 'two plans are for one outcome',
    change: { [watch]: replace('outcomes: [WATCH]', 'outcomes: [WATCH, NOSX_LOW]') },
    code: 'follow-up.two-plans',
    where: watch,
    names: /NOSX_LOW/,
  },
  {
    what: 'no plan is for people enrolled by staff',
    change: { 'packs/covid-19/follow-up/known-positive.yaml': replace('forEnrolled: true', 'forEnrolled: false') },
    code: 'follow-up.enrolled',
    where: programme,
    names: /forEnrolled/,
  },
  {
    what: 'a check-in’s window reaches into the night',
    change: { [watch]: replace('"09:00"', '"20:45"') },
    code: 'follow-up.night',
    where: watch,
    names: /20:45/,
  },
  {
    what: 'a check-in is before the morning',
    change: { [watch]: replace('"09:00"', '"06:45"') },
    code: 'follow-up.night',
    where: watch,
    names: /06:45/,
  },
  {
    what: 'a time of day is none',
    change: { [watch]: replace('"09:00"', '"9 am"') },
    code: 'follow-up.shape',
    where: watch,
    names: /9 am/,
  },
  {
    what: 'two windows of one plan overlap',
    change: { 'packs/covid-19/follow-up/known-positive.yaml': replace('"16:00"', '"09:20"') },
    code: 'follow-up.overlap',
    where: /known-positive/,
    names: /09:20/,
  },
  {
    what: 'the quiet hours are turned round',
    change: { [programme]: replace('{ from: "21:00", until: "07:00" }', '{ from: "07:00", until: "21:00" }') },
    code: 'follow-up.quiet-hours',
    where: programme,
    names: /quietHours/,
  },
  {
    what: 'messages leave after their window',
    change: { [programme]: replace('spreadMinutes: 25', 'spreadMinutes: 35') },
    code: 'follow-up.spread',
    where: programme,
    names: /spreadMinutes/,
  },
  {
    what: 'an outcome is missing from the order in which messages go',
    change: { [programme]: replace('  - WATCH_HIGH\n', '') },
    code: 'follow-up.priority',
    where: programme,
    names: /WATCH_HIGH/,
  },
  {
    what: 'a plan goes on for ever without an answer',
    change: { 'packs/covid-19/follow-up/nosx-low.yaml': replace('  - { misses: 3, do: end }', '  []') },
    code: 'follow-up.no-end',
    where: /nosx-low/,
    names: /for ever/,
  },
  {
    what: 'nothing follows the one question of a plan',
    change: { 'packs/covid-19/follow-up/emergency.yaml': replace('followedBy: consult\n', '') },
    code: 'follow-up.no-end',
    where: /emergency/,
    names: /followedBy/,
  },
  {
    what: 'a plan is followed by one that there is not',
    change: { 'packs/covid-19/follow-up/emergency.yaml': replace('followedBy: consult', 'followedBy: consultation') },
    code: 'follow-up.next-unknown',
    where: /emergency/,
    names: /consultation/,
  },
  {
    what: 'the steps without an answer do not count up',
    change: { 'packs/covid-19/follow-up/consult.yaml': replace('misses: 2, do: board', 'misses: 1, do: board') },
    code: 'follow-up.steps',
    where: /consult/,
    names: /count up/,
  },
  {
    what: 'a pause is shorter than the rhythm',
    change: { 'packs/covid-19/follow-up/nosx-high.yaml': replace('do: slow, everyDays: 28', 'do: slow, everyDays: 5') },
    code: 'follow-up.steps',
    where: /nosx-high/,
    names: /rarer/,
  },
  {
    what: 'staff would not hear of somebody who cannot be reached',
    change: { 'packs/covid-19/follow-up/consult.yaml': replace('unreachable: board', 'unreachable: pause') },
    code: 'follow-up.unreachable',
    where: /consult/,
    names: /board/,
  },
  {
    what: 'a plan’s title loses a reading',
    change: { [watch]: replace('{毎朝|まいあさ}', '毎朝') },
    code: 'follow-up.reading',
    where: watch,
    names: /毎朝/,
  },
  {
    what: 'a plan does not stand in the file of its name',
    change: { [watch]: replace('id: watch\n', 'id: watching\n') },
    code: 'follow-up.name',
    where: watch,
    names: /watching/,
  },
  {
    what: 'a kind of message has no words',
    change: { [notices]: replace(/ {2}reminder:\n( {4}.*\n)+/, '') },
    code: 'follow-up.notice-missing',
    where: notices,
    names: /'reminder'/,
  },
  {
    what: 'a notice has no English',
    change: { [notices]: replace(/ {4}en: How are you today.*\n/, '') },
    code: 'follow-up.notice-shape',
    where: notices,
    names: /check-in\.en/,
  },
  {
    what: 'a notice tells of somebody’s health on a locked screen',
    change: { [notices]: replace('体調確認のお願いです。30秒', '発熱の方への体調確認です。30秒') },
    code: 'follow-up.notice-tells',
    where: notices,
    names: /熱/,
  },
  {
    what: 'a notice’s button is too long for LINE',
    change: { [notices]: replace('en: Stop these messages', 'en: Please stop all of these messages') },
    code: 'follow-up.notice-label',
    where: notices,
    names: /20/,
  },

  // Care desk
  {
    what: 'a reason for being on the board has no urgency',
    change: { [desk]: replace(/ {2}- \{ reason: unreachable.*\n/, '') },
    code: 'care-desk.reason-missing',
    where: desk,
    names: /unreachable/,
  },
  {
    what: 'a reason names a band that there is not',
    change: { [desk]: replace('reason: worse, band: urgent', 'reason: worse, band: soon') },
    code: 'care-desk.band-unknown',
    where: desk,
    names: /soon/,
  },
  {
    what: 'a less urgent band promises more',
    change: { [desk]: replace('id: routine, minutes: 480', 'id: routine, minutes: 30') },
    code: 'care-desk.bands',
    where: desk,
    names: /routine/,
  },
  {
    what: 'the desk’s hours cannot be read',
    change: { [desk]: replace('Mon-Sun 08:30-20:00', 'all day') },
    code: 'care-desk.hours',
    where: desk,
    names: /all/,
  },
  {
    what: 'the automatic message loses a reading',
    change: { [desk]: replace('{急|いそ}ぐ', '急ぐ') },
    code: 'care-desk.reading',
    where: desk,
    names: /急/,
  },
  {
    what: 'a pack has no care desk',
    change: { [desk]: gone },
    code: 'care-desk.shape',
    where: desk,
    names: /file/,
  },

  // Questionnaires
  {
    what: 'a question stands twice',
    change: { [initial]: editJson((json) => void json.item.push({ ...itemOf(json.item, 'fever')! })) },
    code: 'questionnaire',
    where: initial,
    names: /fever/,
  },
  {
    what: 'a branch asks for an answer that there is not',
    change: { [initial]: replace(/"question": "contact"/, '"question": "contacts"') },
    code: 'questionnaire',
    where: initial,
    names: /contacts/,
  },
  {
    what: 'a choice has no options',
    change: { [initial]: editJson((json) => void delete itemOf(json.item, 'travel')!.answerOption) },
    code: 'questionnaire',
    where: initial,
    names: /travel/,
  },
  {
    what: 'a questionnaire is dropped',
    change: { [initial]: gone },
    code: 'content.missing-questionnaire',
    where: pack,
    names: /ps-initial/,
  },

  // Accounts
  {
    what: 'the account’s medical sign-off is missing',
    change: { [account]: replace(/medicalSignOff:\n( {2}.*\n)+/, '') },
    code: 'accounts',
    where: account,
    names: /medicalSignOff/,
  },
  {
    what: 'an account goes into service under a sample policy',
    change: { [account]: (text) => text.replaceAll('demonstration: true', 'demonstration: false') },
    code: 'accounts.policy-demonstration',
    where: /miyagi.*policy/,
    names: /miyagi 2020-03-30 is a sample/,
  },
  {
    what: 'contact points are at fault in an account with another fault',
    change: { [account]: replace('seal: 宮\n', ''), [points]: lineTwice(/^miyagi-sendai,.*$/m) },
    code: 'contact-points',
    where: points,
    names: /miyagi-sendai/,
  },
  {
    what: 'health is asked about in the chat after 2021-04-30, and nobody answers for it',
    change: { [account]: (text) => `${text}answerMode: chat\n` },
    on: '2021-04-30',
    code: 'accounts.chat-without-exception',
    where: /miyagi.*answerMode/,
    names: /chatException/,
  },
  {
    what: 'two accounts have one slug',
    change: { 'accounts/fukushima/account.yaml': replace('slug: fukushima', 'slug: miyagi') },
    code: 'accounts',
    where: /fukushima/,
    names: /miyagi/,
  },
  {
    what: 'two accounts serve prefectures without one',
    change: {
      [account]: (text) => `${text}catchAll: true\n`,
      'accounts/fukushima/account.yaml': (text) => `${text}catchAll: true\n`,
    },
    code: 'accounts.catch-all-twice',
    where: 'accounts',
    names: /miyagi/,
  },
  {
    what: 'an account names a policy that is not there',
    change: { [account]: replace(`version: '2020-03-30'`, `version: '2020-03-31'`) },
    code: 'accounts.policy-unknown',
    where: /miyagi.*policy/,
    names: /miyagi\/2020-03-31/,
  },
  {
    what: 'two news have one id',
    change: { 'accounts/miyagi/news.yaml': (text) => `${text}${text.slice(text.indexOf('- id:'))}` },
    code: 'accounts',
    where: /news/,
    names: /opened/,
  },

  // Contact points
  {
    what: 'a municipality has nobody to call',
    change: { [points]: gone, 'accounts/_base/contact-points.csv': replace(/^miyagi-consultation,.*\n/m, '') },
    code: 'contact-points',
    where: /miyagi/,
    names: /04\d{3}|宮城|consultation/,
  },
  {
    what: 'a contact point is for a municipality that there is not',
    change: { [points]: replace('04101 04102', '04101 04999') },
    code: 'contact-points',
    where: points,
    names: /04999/,
  },
  {
    what: 'two contact points have one id',
    change: { [points]: lineTwice(/^miyagi-sendai,.*$/m) },
    code: 'contact-points',
    where: points,
    names: /miyagi-sendai/,
  },
  {
    what: 'a contact point’s hours cannot be read',
    change: { [points]: replace('Mon-Fri 09:00-17:00', 'weekdays') },
    code: 'contact-points',
    where: points,
    names: /weekdays/,
  },

  // Policies
  {
    what: 'a policy does not say of one item whether it is held',
    change: { [policy]: replace('failed_events]', ']') },
    code: 'policy.item-missing',
    where: policy,
    names: /failed_events/,
  },
  {
    what: 'a policy says of something that is held neither how long nor what becomes of it',
    change: {
      [policy]: replace(
        '- items: [callback_number]\n    afterErasure: erasable',
        '- items: [location]\n    afterErasure: erasable',
      ),
    },
    code: 'policy.retention-missing',
    where: policy,
    names: /callback_number/,
  },
  {
    what: 'a university receives without a tick that speaks of it',
    change: { [policy]: replace('    recipients: [keio]\n', '') },
    code: 'policy.tick-missing',
    where: policy,
    names: /recipient/,
  },
  {
    what: 'a policy calls health information not sensitive',
    change: { [policy]: replace(/(items: \[questionnaire_answers[^\n]*\n\s+sensitive: )true/, '$1false') },
    code: 'policy.sensitive',
    where: policy,
    names: /not sensitive/,
  },
  {
    what: 'the terms of use are dropped',
    change: { 'terms/2020-03-05.yaml': gone },
    code: 'content.no-terms',
    where: 'terms',
    names: /terms/,
  },
];

const others =
  /^accounts\/(?!_base|miyagi|fukushima)|^policies\/(kanagawa|prefecture-general)|^packs\/covid-19\/faq\/(?!testing)/;

describe('check-content', { timeout: 60_000 }, () => {
  let files: ContentFiles;
  beforeAll(async () => {
    // Two accounts and what they need: quick to check.
    const all = await readContentFiles('content');
    files = new Map([...all].filter(([path]) => !others.test(path)));
  });
  const errorsOf = (found: readonly Finding[]) => found.filter(({ severity }) => severity === 'error');

  test('finds no error in what is shipped', async () => {
    for (const on of ['2020-04-21', '2026-07-01'] as OnDate[]) {
      const { content, findings } = await assembleContent(await readContentFiles('content'), on);
      expect(errorsOf(findings)).toEqual([]);
      expect(content?.accounts.size).toBe(24);
    }
    expect(errorsOf((await assembleContent(files, '2020-04-21' as OnDate)).findings)).toEqual([]);
  });

  test.for(mutations)('refuses it when $what', async ({ change, code, where, names, on }) => {
    const changed = new Map(files);
    for (const [path, edit] of Object.entries(change)) {
      const text = edit(files.get(path)!);
      expect(text, `the change to ${path} changes nothing`).not.toBe(files.get(path));
      if (text === undefined) changed.delete(path);
      else changed.set(path, text);
    }
    const { content, findings } = await assembleContent(changed, (on ?? '2020-04-21') as OnDate);
    const told = errorsOf(findings).filter(
      (finding) =>
        finding.code.startsWith(code) &&
        (typeof where === 'string' ? finding.where.startsWith(where) : where.test(finding.where)) &&
        names.test(`${finding.where}: ${finding.message}`) &&
        finding.message.length > 15,
    );
    expect(told, JSON.stringify(errorsOf(findings), null, 2)).not.toEqual([]);
    expect(content).toBeUndefined();
  });
});
