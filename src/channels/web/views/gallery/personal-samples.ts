import { addDays, jstDate, jstInstant, type OnDate } from '../../../../base/jst.ts';
import { confirmProfilePage } from '../confirm-profile-page.ts';
import { erasePage, withdrawPage } from '../erase-pages.ts';
import { type HeldConsent, type HeldPerson, type MyDataView, myDataPage } from '../my-data-page.ts';
import { peoplePage, type WhoView, whoPage } from '../people-pages.ts';
import { choosePlacePage, whichMunicipalityPage } from '../place-pages.ts';
import type { GalleryPages } from './pages.ts';
import { type Sample, target } from './sample-frame.ts';

const backHref = '/miyagi/back';

/** Pages about one's own people and data. */
export const personalSamples: GalleryPages = (made) => {
  const { frame, sample } = made;
  const kept = [
    { question: sample('age_name'), answer: sample('medium'), id: 'age' },
    { question: sample('home_name'), answer: sample('home_value'), id: 'zip' },
  ];
  const erase = {
    form: target,
    people: [
      { name: '', self: true, answers: 3 },
      { name: sample('mother'), self: false, answers: 1 },
    ],
    stays: [sample('must_stay')],
    centre: { name: sample('centre'), phone: '0120-000-041' },
    backHref,
  };
  return {
    ...peopleOf(made),
    ...placesOf(made),
    'confirm-profile': confirmProfilePage(frame, { form: target, kept, about: sample('mother'), mayGoBack: true }),
    'my-data': myDataPage(frame, myData(made)),
    'my-data-empty': myDataPage(frame, { ...myData(made), people: [], held: [] }),
    erase: erasePage(frame, { ...erase, unsure: false }),
    'erase-unsure': erasePage(frame, { ...erase, unsure: true }),
    'erase-one': erasePage(frame, { ...erase, people: erase.people.slice(1), only: true, unsure: false }),
    withdraw: withdrawPage(frame, {
      form: target,
      title: sample('policy_title'),
      consequences: [sample('consequence')],
      backHref,
    }),
  };
};

function peopleOf({ frame, sample }: Sample): Record<string, string> {
  const mother = { id: 'p2', name: sample('mother'), self: false };
  const who: WhoView = { form: target, people: [mother], offerSelf: true, typedName: '', errors: {} };
  const people = [
    { choose: target, name: '', self: true, lastAnswered: sample('rhythm') },
    { choose: target, name: mother.name, self: false },
  ];
  return {
    who: whoPage(frame, who),
    'who-error': whoPage(frame, {
      ...who,
      chosen: 'other',
      errors: { label: sample('people_error'), role: sample('people_error') },
    }),
    people: peoplePage(frame, { people, addHref: '/miyagi/people/new' }),
  };
}

function placesOf({ frame, sample }: Sample): Record<string, string> {
  const prefectures = [
    { code: '04', name: sample('organisation'), chosen: true },
    { code: '14', name: sample('place'), chosen: false },
  ];
  const municipalities = [
    { code: '04203', name: sample('municipality_one'), chosen: false },
    { code: '04404', name: sample('municipality_two'), chosen: false },
  ];
  const which = {
    form: target,
    zip: '985-0000',
    mayGoBack: true,
    municipalities: [
      { code: '04203', label: sample('municipality_one'), hint: sample('reading_one'), chosen: false },
      { code: '04404', label: sample('municipality_two'), chosen: true },
    ],
  };
  return {
    'which-municipality': whichMunicipalityPage(frame, which),
    'which-municipality-error': whichMunicipalityPage(frame, { ...which, error: sample('people_error') }),
    'choose-prefecture': choosePlacePage(frame, { form: target, prefectures, municipalities: [], mayGoBack: true }),
    'choose-municipality': choosePlacePage(frame, {
      form: target,
      prefectures,
      municipalities,
      mayGoBack: true,
      error: sample('people_error'),
    }),
  };
}

function myData(made: Sample): MyDataView {
  const { frame, sample } = made;
  const at = frame.now;
  const profile = [
    { name: sample('age_name'), value: sample('medium') },
    { name: sample('home_name'), value: sample('home_value') },
  ];
  const answers = [
    {
      answeredAt: at,
      guidance: { title: sample('rule_title'), href: '/miyagi/guidance/1' },
      items: [{ name: sample('fever'), value: sample('fever_yes') }],
    },
  ];
  const nextAt = jstInstant(addDays(jstDate(at), 1), 9 * 60);
  const consent = { version: '2', at, href: '/miyagi/privacy/2' };
  const withdraw = { form: target, consequence: sample('consequence') };
  const consents: HeldConsent[] = [
    { ...consent, title: sample('terms_title'), state: 'read' },
    { ...consent, title: sample('policy_title'), state: 'given', withdraw },
    { ...consent, title: sample('article_three'), state: 'withdrawn', give: { form: target } },
  ];
  const self: HeldPerson = {
    id: 'p1',
    name: '',
    self: true,
    profile,
    answers,
    followUp: { rhythm: sample('rhythm'), nextAt, stop: target },
    consents,
    callback: { phone: '090-0000-0000', remove: target },
    correct: target,
    eraseHref: '/miyagi/erase/1',
  };
  const mother: HeldPerson = {
    id: 'p2',
    name: sample('mother'),
    self: false,
    profile,
    answers: [],
    consents: consents.slice(0, 2),
    correct: target,
    eraseHref: '/miyagi/erase/2',
  };
  return {
    people: [self, mother],
    held: [{ name: sample('line_name'), value: sample('line_value') }],
    returnCode: { href: '/miyagi/return-code', validUntilOn: '2020-09-29' as OnDate },
    keptUntilOn: '2021-03-31' as OnDate,
    downloadHref: '/miyagi/my-data/copy',
    eraseHref: '/miyagi/erase',
  };
}
