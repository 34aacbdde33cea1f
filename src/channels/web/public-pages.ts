import { jstDate } from '../../base/jst.ts';
import { whoToCall } from '../../engines/contact-points/index.ts';
import { faqCategories, faqOn } from '../../engines/messages/index.ts';
import { readAnswer } from '../../engines/questionnaire/index.ts';
import { publishedNews } from '../../features/news/index.ts';
import type { Place } from '../../features/residents/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { policyIn } from '../account-kit.ts';
import { faultWords } from '../fault-words.ts';
import { centreView } from './centre-view.ts';
import { aboutPage } from './views/about-page.ts';
import { contactPointsPage } from './views/contact-points-page.ts';
import { doctorPage } from './views/doctor-page.ts';
import { faqEntryPage, faqListPage } from './views/faq-pages.ts';
import { formatDate } from './views/format.ts';
import { messagePage } from './views/message-page.ts';
import { newsPage } from './views/news-page.ts';
import { questionsPage } from './views/questions-page.ts';
import { rulePage } from './views/rule-page.ts';
import { sampleCallPage } from './views/sample-call-page.ts';
import { type PageAnswer, page, type Visit } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** What everyone may read before any consent; nothing about the reader is kept. */
export function publicPages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/contact-points', contactPoints);
  page(app, parts, 'GET', '/faq', async (visit) => ({ page: faqList(visit) }));
  page(app, parts, 'GET', '/faq/:id', async (visit) => faqEntry(visit));
  page(app, parts, 'GET', '/news', async (visit) => {
    const items = await visit.anyone((scope) => publishedNews(scope, jstDate(scope.now)));
    const entries = items.map(({ title, publishedOn, url }) => ({
      title: title[visit.language],
      on: publishedOn,
      href: url,
    }));
    return { page: newsPage(visit.frame, { entries }) };
  });
  page(app, parts, 'GET', '/doctor', async (visit) => ({ page: doctor(visit) }));
  page(app, parts, 'GET', '/about', async (visit) => ({ page: about(visit) }));
  page(app, parts, 'GET', '/questions', async (visit) => ({ page: questions(visit) }));
  page(app, parts, 'GET', '/rules/:profile', async (visit) => rule(visit));
  page(app, parts, 'GET', '/call-119', async (visit) => ({
    page: sampleCallPage(visit.frame, { backHref: visit.at('') }),
  }));
}

/** Whom to call from a postal code, now; without one, the prefecture's centre. */
async function contactPoints(visit: Visit): Promise<PageAnswer> {
  const { kit, frame, language, query } = visit;
  const typed = (query.zip ?? '').slice(0, 20);
  const question = kit.initial.questionnaire.questions.find(({ kind }) => kind === 'zip')!;
  const reading =
    typed === '' ? undefined : readAnswer(question, typed, { today: jstDate(frame.now), places: kit.places });
  const zip = reading?.ok && typeof reading.value === 'string' ? reading.value : undefined;
  const [municipality] = zip ? kit.places.municipalitiesOfZip(zip) : [];
  const chosen = query.municipality ? kit.places.municipality(query.municipality) : municipality;
  const place: Place = {
    prefectureCode: chosen?.prefectureCode ?? kit.content.account.prefectureCode,
    municipalityCode: chosen?.code ?? null,
  };
  const points = await visit.anyone(kit.contactPoints);
  const advice = whoToCall(
    points,
    {
      prefectureCode: place.prefectureCode,
      ...(chosen ? { municipalityCode: chosen.code } : {}),
      ...(zip ? { zip } : {}),
    },
    frame.now,
    { speaks: language === 'en' ? 'en' : 'ja' },
  );
  const centre = centreView(visit, advice, place);
  const fault = reading && !reading.ok ? reading.fault : undefined;
  return {
    page: contactPointsPage(frame, {
      search: { action: visit.at('/contact-points'), hidden: {} },
      typedZip: typed,
      ...(fault
        ? { error: faultWords(fault, question, { language, say: frame.say, tellDate: (on) => formatDate(frame, on) }) }
        : {}),
      placeByNameHref: visit.at('/contact-points/by-name'),
      ...(centre ? { centre } : {}),
      others: [],
    }),
    ...(fault ? { status: 422 } : {}),
  };
}

function faqList(visit: Visit): string {
  const { kit, frame, language } = visit;
  const entries = faqOn(kit.content.pack.faq, jstDate(frame.now));
  const categories = faqCategories.flatMap((category) => {
    const ofCategory = entries.filter((entry) => entry.category === category);
    if (ofCategory.length === 0) return [];
    return [
      {
        title: frame.say(`faq.category_${category.replaceAll('-', '_')}`),
        entries: ofCategory.map(({ id, question }) => ({ question: question[language], href: visit.at(`/faq/${id}`) })),
      },
    ];
  });
  return faqListPage(frame, { categories });
}

function faqEntry(visit: Visit): PageAnswer {
  const { kit, frame, language, params } = visit;
  const entries = faqOn(kit.content.pack.faq, jstDate(frame.now));
  const entry = entries.find(({ id }) => id === params.id);
  if (!entry) return { page: messagePage(frame, { message: 'not-found', nextHref: visit.at('/faq') }), status: 404 };
  const related = entries.filter((one) => one.category === entry.category && one.id !== entry.id).slice(0, 5);
  return {
    page: faqEntryPage(frame, {
      question: entry.question[language],
      paragraphs: entry.answer[language].trim().split(/\n\s*\n/),
      source: { title: entry.sourceTitle, href: entry.sourceUrl },
      checkedOn: entry.checkedOn,
      related: related.map(({ id, question }) => ({ question: question[language], href: visit.at(`/faq/${id}`) })),
    }),
  };
}

function doctor({ kit, frame, language }: Visit): string {
  const { provider, hours, scope, price, url } = kit.content.account.doctorConsultation;
  return doctorPage(frame, {
    offer: {
      provider: provider[language],
      hours: hours[language],
      scope: scope[language],
      price: price[language],
      href: url,
    },
  });
}

function about({ kit, frame, language }: Visit): string {
  const { medicalSignOff } = kit.content.account;
  const adviser = medicalSignOff.demonstration
    ? frame.say('about.adviser_demonstration')
    : `${medicalSignOff.name}（${medicalSignOff.role}）`;
  return aboutPage(frame, { contact: policyIn(kit, language).contact.office, adviser });
}

function questions({ kit, frame, language }: Visit): string {
  const questionnaires = [kit.initial, kit.daily].map(({ questionnaire }) => ({
    title: questionnaire.title[language],
    questions: questionnaire.questions
      .filter((question) => !question.hidden)
      .map((question) => ({
        text: question.text[language],
        options: question.options.map((option) => option.label[language]),
        optional: !question.required,
      })),
  }));
  return questionsPage(frame, { questionnaires });
}

/** The rules that a message named, with the notices they follow, for whoever wants to know why. */
function rule(visit: Visit): PageAnswer {
  const { kit, frame, language, params } = visit;
  const table = kit.content.guidance.tables.get(params.profile ?? '');
  const profile = kit.content.pack.page.profiles.find(({ id }) => id === params.profile);
  if (!table || !profile) {
    return { page: messagePage(frame, { message: 'not-found', nextHref: visit.at('') }), status: 404 };
  }
  const { medicalSignOff } = kit.content.account;
  const { messages } = kit.content.pack;
  return {
    page: rulePage(frame, {
      profile: table.id,
      version: table.version,
      effectiveOn: profile.from,
      notices: profile.notices.map(({ title, url }) => ({ title, href: url })),
      rows: table.rules.map(({ ruleId, outcome, description }) => ({
        row: ruleId,
        outcome,
        when: description,
        title: messages.outcomes[outcome]![language].title,
      })),
      adviser: medicalSignOff.demonstration
        ? frame.say('about.adviser_demonstration')
        : `${medicalSignOff.name}（${medicalSignOff.role}）`,
      backHref: visit.at('/guidance'),
    }),
  };
}
