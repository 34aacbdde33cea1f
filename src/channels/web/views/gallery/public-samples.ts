import type { OnDate } from '../../../../base/jst.ts';
import { aboutPage } from '../about-page.ts';
import { comeBackPage } from '../come-back-page.ts';
import { contactPointsPage } from '../contact-points-page.ts';
import { doctorPage } from '../doctor-page.ts';
import { documentPage } from '../document-page.ts';
import { faqEntryPage, faqListPage } from '../faq-pages.ts';
import { liffPage } from '../liff-page.ts';
import { menuPage } from '../menu-page.ts';
import { type Message, messagePage, messages } from '../message-page.ts';
import { newsPage } from '../news-page.ts';
import { questionsPage } from '../questions-page.ts';
import { reportPage } from '../report-page.ts';
import { newReturnCodePage, returnCodePage } from '../return-code-pages.ts';
import { rulePage } from '../rule-page.ts';
import { sampleCallPage } from '../sample-call-page.ts';
import { welcomePage } from '../welcome-page.ts';
import { openCentre } from './guidance-samples.ts';
import type { GalleryPages } from './pages.ts';
import { type Sample, target } from './sample-frame.ts';

const on = '2020-04-01' as OnDate;
const backHref = '/miyagi/back';

function comingBackOf({ frame }: Sample): Record<string, string> {
  const come = { form: target, given: false, beginHref: '/miyagi' };
  const madeOn = '2020-04-02' as OnDate;
  const validUntilOn = '2020-09-29' as OnDate;
  return {
    'come-back': comeBackPage(frame, come),
    'come-back-given': comeBackPage(frame, { ...come, given: true }),
    'come-back-error': comeBackPage(frame, { ...come, refused: '7Q3M-K8XW' }),
    'return-code': returnCodePage(frame, { make: target, backHref }),
    'return-code-known': returnCodePage(frame, {
      make: target,
      known: { madeOn, validUntilOn, usedAt: frame.now, withdraw: target },
      backHref,
    }),
    'return-code-made': newReturnCodePage(frame, {
      code: '7Q3M-K8XW-2RTV-HD5N',
      link: 'https://mimamori.example.jp/m/miyagi/return/7Q3M-K8XW-2RTV-HD5N',
      validUntilOn,
      guidanceHref: '/miyagi/guidance',
      returnCodeHref: '/miyagi/return-code',
    }),
    report: reportPage(frame, { begin: target, guidanceHref: '/miyagi/guidance', peopleHref: '/miyagi/people' }),
  };
}

/** Pages that stand open to everyone. */
export const publicSamples: GalleryPages = (made) => {
  const { frame, sample } = made;
  const search = { action: '/miyagi/contact-points', hidden: {} };
  const contact = { search, typedZip: '', placeByNameHref: '/miyagi/place', others: [] };
  const faq = { question: sample('faq_question'), href: '/miyagi/faq/hands' };
  const offer = {
    provider: sample('doctor_provider'),
    hours: sample('doctor_hours'),
    scope: sample('doctor_scope'),
    price: sample('doctor_price'),
    href: 'https://doctor.example',
  };
  return {
    ...messagesOf(made),
    ...documentsOf(made),
    welcome: welcomePage(frame, {
      start: target,
      returnHref: '/miyagi/return',
      messengerHref: 'https://line.example',
      servesOthers: true,
    }),
    menu: menuPage(frame, {
      report: target,
      guidanceHref: '/miyagi/guidance',
      peopleHref: '/miyagi/people',
      returnCodeHref: '/miyagi/return-code',
    }),
    'contact-points': contactPointsPage(frame, { ...contact, centre: openCentre(made) }),
    'contact-points-error': contactPointsPage(frame, { ...contact, typedZip: '980000123', error: sample('zip_error') }),
    'faq-list': faqListPage(frame, { categories: [{ title: sample('faq_category'), entries: [faq] }] }),
    'faq-entry': faqEntryPage(frame, {
      question: faq.question,
      paragraphs: [sample('faq_answer')],
      source: { title: sample('source'), href: 'https://example.jp' },
      checkedOn: on,
      related: [faq],
    }),
    news: newsPage(frame, { entries: [{ title: sample('news_one'), on, href: 'https://example.jp' }] }),
    'news-none': newsPage(frame, { entries: [] }),
    doctor: doctorPage(frame, { offer }),
    'doctor-none': doctorPage(frame, {}),
    about: aboutPage(frame, { contact: sample('department'), adviser: sample('adviser') }),
    questions: questionsPage(frame, {
      questionnaires: [
        {
          title: sample('part_condition'),
          questions: [
            { text: sample('fever'), options: [sample('fever_yes'), sample('fever_no')], optional: false },
            { text: sample('medication'), options: [], optional: true },
          ],
        },
      ],
    }),
    ...comingBackOf(made),
    'sample-call': sampleCallPage(frame, { backHref }),
    liff: liffPage(frame, {
      liffId: '0000-sample',
      sdk: '/assets/none.js',
      script: '/assets/none.js',
      signInAction: '/miyagi/liff',
      hidden: target.hidden,
      webHref: '/miyagi',
    }),
  };
};

function messagesOf({ frame }: Sample): Record<string, string> {
  const names = Object.keys(messages) as Message[];
  return Object.fromEntries(
    names.map((message) => {
      const reference = message === 'error' ? { correlationId: '0190-sample' } : {};
      return [`message-${message}`, messagePage(frame, { message, nextHref: '/miyagi', ...reference })];
    }),
  );
}

function documentsOf({ frame, sample }: Sample): Record<string, string> {
  const articles = [
    { id: 'collected', title: sample('article_one'), paragraphs: [sample('collected')] },
    { id: 'purposes', title: sample('article_two'), paragraphs: [{ items: [sample('purposes'), sample('stopping')] }] },
    { id: 'research', title: sample('article_three'), paragraphs: [sample('explain_research')] },
  ];
  const policy = { title: sample('policy_title'), version: '2', effectiveOn: on, articles, backHref };
  const versions = [{ version: '1', effectiveOn: '2020-03-01' as OnDate, href: '/miyagi/privacy/1' }];
  const row = { row: '5', outcome: 'CONSULT_DURATION', when: sample('rule_when'), title: sample('rule_title') };
  return {
    privacy: documentPage(frame, { ...policy, versions }),
    'privacy-earlier': documentPage(frame, { ...policy, version: '1', inForceHref: '/miyagi/privacy' }),
    terms: documentPage(frame, { ...policy, title: sample('terms_title'), articles: articles.slice(0, 1) }),
    'terms-other-language': documentPage(frame, { ...policy, title: sample('terms_title'), writtenIn: 'ja' }),
    rule: rulePage(frame, {
      profile: 'mhlw-2020-02-17',
      version: '1',
      effectiveOn: on,
      notices: [{ title: sample('source'), href: 'https://example.jp' }, { title: sample('source') }],
      rows: [row],
      adviser: sample('adviser'),
      backHref,
    }),
  };
}
